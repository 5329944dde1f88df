import { fail, pass, unknown } from '../model/verdict.ts';
import { dayOf, inWords, withCertificate } from './certificate.ts';
import { defineRule } from './rule.ts';

export const certificateExpired = defineRule({
  id: 'certificate-expired',
  title: 'expired certificate',
  about: 'certificate',
  reads: ['network'],
  needs: 'one',
  why: 'Clients either stop, or were told not to check: then anyone on the way can pose as the server.',
  remedy: 'Renew the certificate, and let a machine renew it from now on.',
  cwe: ['CWE-298'],
  references: ['https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5'],
  verdicts: {
    fail: 'The last day of the certificate has passed.',
    pass: 'It has not.',
    notApplicable: 'No TLS, or a decoy.',
    unknown: 'No certificate, or no readable date, was shown.',
  },

  judge(judged) {
    return withCertificate(judged, ({ notAfter }) => {
      const last = dayOf(notAfter);
      if (!last) return unknown('The end of the certificate is not a date.');
      return last < judged.asOf
        ? fail(`The certificate ended on ${inWords(last)}.`, 'metadata')
        : pass;
    });
  },
});
