import { ruleCases } from '../../test/rule-cases.ts';
import { passwordlessAccount } from './passwordless-account.ts';

const tried = { look: 1, tls: 0, accounts: 2 };

ruleCases(passwordlessAccount, {
  fail: {
    'root without a password': { product: 'mysql', access: 'passwordless', grants: 'admin' },
  },
  pass: {
    'root was tried and refused': {
      product: 'mariadb',
      connections: tried,
      circumstances: { accounts: 'empty' },
    },
  },
  'not-applicable': {
    'a product without such an account': { product: 'redis' },
    'an open server': { product: 'mysql', access: 'open' },
  },
  unknown: {
    'no log-in was allowed': { product: 'mysql' },
    'allowed but not made': { product: 'mysql', circumstances: { accounts: 'empty' } },
    'a refused source': { product: 'mysql', access: 'denied' },
  },
});
