import { ruleCases } from '../../test/rule-cases.ts';
import { defaultPassword } from './default-password.ts';

const tried = { look: 1, tls: 0, accounts: 2 };

ruleCases(defaultPassword, {
  fail: { 'the published pair': { product: 'opensearch', access: 'default-password' } },
  pass: {
    'the pair was tried and refused': {
      product: 'opensearch',
      connections: tried,
      circumstances: { accounts: 'default' },
    },
  },
  'not-applicable': { 'a vendor that publishes none': { product: 'mysql' } },
  unknown: {
    'only empty passwords were tried': {
      product: 'opensearch',
      connections: tried,
      circumstances: { accounts: 'empty' },
    },
  },
});
