import { ruleCases } from '../../test/rule-cases.ts';
import { segregationGap } from './segregation-gap.ts';

ruleCases(segregationGap, {
  fail: {
    'Redis in protected mode': { access: 'denied' },
    'MySQL error 1130': { access: 'denied', product: 'mysql' },
  },
  pass: { 'it asks for a password': {} },
  'not-applicable': { 'it lets anyone in': { access: 'open' } },
});
