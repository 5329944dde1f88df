import { fail, pass, unknown } from '../model/verdict.ts';
import { dayOf, inWords, withCertificate } from './certificate.ts';
import { defineRule } from './rule.ts';

export const certificateNotYetValid = defineRule({
  id: 'certificate-not-yet-valid',
  title: 'certificate not yet valid',
  about: 'certificate',
  reads: ['network'],
  needs: 'one',
  why: 'Clients that check refuse it, so those that work do not check: then anyone on the way can pose as the server.',
  remedy: 'Install a certificate that is valid now, and check the server’s clock.',
  cwe: ['CWE-298'],
  references: ['https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5'],
  verdicts: {
    fail: 'The first day of the certificate has not come yet.',
    pass: 'It has.',
    notApplicable: 'No TLS, or a decoy.',
    unknown: 'No certificate, or no readable date, was shown.',
  },

  judge(judged) {
    return withCertificate(judged, ({ notBefore }) => {
      const first = dayOf(notBefore);
      if (!first) return unknown('The beginning of the certificate is not a date.');
      return first > judged.asOf
        ? fail(`The certificate begins on ${inWords(first)}.`, 'metadata')
        : pass;
    });
  },
});
