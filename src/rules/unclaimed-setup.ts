import type { Access } from '../model/access.ts';
import { productName } from '../catalogue/products.ts';
import { fail, notApplicable, pass, unknown } from '../model/verdict.ts';
import { defineRule } from './rule.ts';

const SAYS: Record<Access, 'unclaimed' | 'claimed' | 'nothing' | 'not seen'> = {
  unclaimed: 'unclaimed',
  open: 'claimed',
  partial: 'claimed',
  passwordless: 'claimed',
  'default-password': 'claimed',
  protected: 'claimed',
  identified: 'nothing',
  decoy: 'nothing',
  denied: 'not seen',
  'tls-only': 'not seen',
  unknown: 'not seen',
};

export const unclaimedSetup = defineRule({
  id: 'unclaimed-setup',
  title: 'unclaimed set-up',
  about: 'access',
  reads: ['network', 'file'],
  needs: 'one',
  why: 'No administrator exists yet: whoever comes first becomes one, and keeps the door open for later.',
  remedy: 'Finish the set-up from inside, and check that the first account is yours.',
  cwe: ['CWE-1188', 'CWE-306'],
  references: ['https://cwe.mitre.org/data/definitions/1188.html'],
  verdicts: {
    fail: 'The server itself says that its first caller may create the administrator.',
    pass: 'It let callers in, or asked for credentials, without offering a set-up.',
    notApplicable: 'A page that anyone may read, or a decoy.',
    unknown: 'It refused our address, or the look did not get that far.',
  },

  judge({ observation: { access, grants, product, reason } }) {
    switch (SAYS[access]) {
      case 'unclaimed':
        return fail(
          `${productName(product)} has no administrator yet; the first caller becomes one.`,
          grants ?? 'admin',
        );
      case 'claimed':
        return pass;
      case 'nothing':
        return notApplicable;
      case 'not seen':
        return unknown(reason);
    }
  },
});
