import type { Observation } from '../model/observation.ts';
import { productName } from '../catalogue/products.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../model/verdict.ts';
import { staysOnHost } from '../model/reach.ts';
import { defineRule } from './rule.ts';

function judgeCleartext({ tls, product, endpoint }: Observation): Verdict {
  if (staysOnHost(endpoint)) return notApplicable;
  if (tls?.required === true) return pass;
  if (tls?.offered === true && tls.required === null) {
    return unknown('It asks for the password itself; plaintext was not tried.');
  }
  return fail(
    `${productName(product)} asks for the password itself, on a connection that need not be encrypted.`,
    'read',
  );
}

export const weakAuthenticationMethod = defineRule({
  id: 'weak-authentication-method',
  title: 'weak authentication method',
  about: 'transport',
  reads: ['network', 'file'],
  needs: 'one',
  why: 'A password that crosses the network as it is, or as an MD5 digest, can be read or guessed by whoever listens once. The challenge of MySQL’s native password (SHA-1) is older than one would choose today, but is not counted as a failure.',
  remedy: 'Use SCRAM or another challenge of today, and TLS around it.',
  cwe: ['CWE-522', 'CWE-327'],
  references: ['https://cwe.mitre.org/data/definitions/522.html'],
  verdicts: {
    fail: 'It asks for an MD5 digest, or for the password itself where TLS is not required.',
    pass: 'It asks for a challenge of today, or for the password inside required TLS. HTTP Basic is judged as plaintext transport.',
    notApplicable: 'It asks for no credentials, or for a clear-text password on loopback only.',
    unknown: 'How it asks was not seen.',
  },

  judge({ observation }) {
    const { access, authMethods, product, reason } = observation;
    if (access === 'unknown') return unknown(reason);
    if (access === 'decoy') return notApplicable;
    if (authMethods.includes('cleartext')) {
      const verdict = judgeCleartext(observation);
      if (verdict.outcome === 'fail') return verdict;
      if (!authMethods.includes('md5')) return verdict;
    }
    if (authMethods.includes('md5')) {
      return fail(`${productName(product)} asks for an MD5 digest of the password.`, 'metadata');
    }
    if (authMethods.some((method) => method !== 'none')) return pass;
    return access === 'protected'
      ? unknown('It did not say how it asks for credentials.')
      : notApplicable;
  },
});
