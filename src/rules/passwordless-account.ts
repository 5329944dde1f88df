import { productName } from '../catalogue/products.ts';
import { fail } from '../model/verdict.ts';
import { judgeAccountsAsked } from './accounts-asked.ts';
import { told } from './foreseen.ts';
import { defineRule } from './rule.ts';

export const passwordlessAccount = defineRule({
  id: 'passwordless-account',
  title: 'account without a password',
  about: 'account',
  reads: ['network', 'file'],
  needs: 'one',
  why: 'The name is in every manual, and the password is empty: it opens like a server without authentication.',
  remedy: 'Give the account a password, or remove it.',
  cwe: ['CWE-258', 'CWE-1392'],
  references: ['https://cwe.mitre.org/data/definitions/258.html'],
  verdicts: {
    fail: 'A well-known account logged in with an empty password, and a random name did not.',
    pass: 'The product’s well-known accounts were tried without a password and refused.',
    notApplicable: 'The product ships no such account, or never asks for credentials.',
    unknown: 'No log-in was tried (the default), or the look did not get that far.',
  },

  judge(judged) {
    const { observation } = judged;
    const { access, grants, product } = observation;
    if (access !== 'passwordless') return judgeAccountsAsked(judged, 'empty');
    return fail(
      told(
        observation,
        `${productName(product)} let a well-known account in with an empty password.`,
        `${productName(product)} will let a well-known account in with an empty password.`,
      ),
      grants ?? 'read-write',
    );
  },
});
