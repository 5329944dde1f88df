import { fail, notApplicable, pass, unknown } from '../model/verdict.ts';
import { withCertificate } from './certificate.ts';
import { covers } from './host-names.ts';
import { defineRule } from './rule.ts';

export const certificateNameMismatch = defineRule({
  id: 'certificate-name-mismatch',
  title: 'certificate for another name',
  about: 'certificate',
  reads: ['network'],
  needs: 'one',
  why: 'Clients that check the name refuse it, so those that work do not check: then anyone on the way can pose as the server.',
  remedy: 'Issue the certificate for the name that clients use, as a subject alternative name.',
  cwe: ['CWE-297'],
  references: ['https://www.rfc-editor.org/rfc/rfc9525'],
  verdicts: {
    fail: 'None of the certificate’s subject alternative names covers the name that was given.',
    pass: 'One of them does.',
    notApplicable: 'No name was given for the target, no TLS, or a decoy.',
    unknown: 'No certificate was shown.',
  },

  judge(judged) {
    const { host } = judged.observation.endpoint;
    if (host === undefined) return notApplicable;
    return withCertificate(judged, ({ names }) => {
      if (names.length === 0) {
        return fail(
          'The certificate has no subject alternative name, and the subject alone no longer counts.',
          'metadata',
        );
      }
      const fits = covers(names, host);
      if (fits === undefined) return unknown('The name that was given cannot be compared.');
      return fits
        ? pass
        : fail('No name in the certificate covers the name that the owner gave.', 'metadata');
    });
  },
});
