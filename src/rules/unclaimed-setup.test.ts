import { ruleCases } from '../../test/rule-cases.ts';
import { unclaimedSetup } from './unclaimed-setup.ts';

ruleCases(unclaimedSetup, {
  fail: { 'no administrator yet': { access: 'unclaimed', product: 'influxdb' } },
  pass: { 'it asks for credentials': {}, 'it is simply open': { access: 'open' } },
  'not-applicable': { 'a public page': { access: 'identified' } },
  unknown: { 'a refused source': { access: 'denied' } },
});
