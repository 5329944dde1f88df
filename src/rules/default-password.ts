import { productName } from '../catalogue/products.ts';
import { fail } from '../model/verdict.ts';
import { judgeAccountsAsked } from './accounts-asked.ts';
import { told } from './foreseen.ts';
import { defineRule } from './rule.ts';

export const defaultPassword = defineRule({
  id: 'default-password',
  title: 'vendor’s default password',
  about: 'account',
  reads: ['network', 'file'],
  needs: 'one',
  why: 'The pair stands in the vendor’s own documentation, and automated attackers try it first.',
  remedy: 'Change the password of the account that the vendor ships, or remove the account.',
  cwe: ['CWE-1392', 'CWE-798'],
  references: ['https://cwe.mitre.org/data/definitions/1392.html'],
  verdicts: {
    fail: 'An account that the vendor ships logged in with its published password, and a random name did not.',
    pass: 'The published pairs were tried and refused.',
    notApplicable: 'The vendor publishes no such pair, or the product never asks for credentials.',
    unknown:
      'No published pair was tried (`--accounts default` does), or the look did not get that far.',
  },

  judge(judged) {
    const { observation } = judged;
    const { access, grants, product } = observation;
    if (access !== 'default-password') return judgeAccountsAsked(judged, 'default');
    return fail(
      told(
        observation,
        `${productName(product)} let the account that its vendor ships in with the published password.`,
        `${productName(product)} will let the account that its vendor ships in with the published password.`,
      ),
      grants ?? 'admin',
    );
  },
});
