import { productName } from '../catalogue/products.ts';
import { fail, notApplicable, pass, unknown } from '../model/verdict.ts';
import { defineRule } from './rule.ts';

export const writableAuditCredential = defineRule({
  id: 'writable-audit-credential',
  title: 'audit account that can write',
  about: 'data',
  reads: ['network'],
  needs: 'one',
  why: 'An account that only looks needs no right to change anything. Whoever steals its secret from where the audit runs gets as far as its rights go.',
  remedy: 'Give the audit an account of its own that may only read.',
  cwe: ['CWE-250'],
  references: ['https://cwe.mitre.org/data/definitions/250.html'],
  verdicts: {
    fail: 'The server says that the account of nightlatch.yaml may change something.',
    pass: 'The server says that it may only read.',
    notApplicable: 'No credential was given for the endpoint, or it was not let in.',
    unknown: 'The server does not tell what the account may do.',
  },

  judge({ observation }) {
    if (observation.source !== 'network' || observation.access === 'decoy') return notApplicable;
    const { credential, product } = observation;
    if (credential?.outcome !== 'used') return notApplicable;
    if (credential.canWrite === null)
      return unknown(`${productName(product)} does not tell what the audit's account may change.`);
    if (!credential.canWrite) return pass;
    return fail(
      `The account that the owner gave for reading may write to ${productName(product)}.`,
      'metadata',
    );
  },
});
