import type { Access } from '../model/access.ts';
import type { Observation } from '../model/observation.ts';
import { productName } from '../catalogue/products.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../model/verdict.ts';
import { staysOnHost } from '../model/reach.ts';
import { defineRule } from './rule.ts';

/** What crosses the network at such an endpoint; where neither does, there is nothing to read on the way. */
const CROSSES: Partial<Record<Access, 'data' | 'credentials'>> = {
  open: 'data',
  partial: 'data',
  unclaimed: 'credentials',
  passwordless: 'credentials',
  'default-password': 'credentials',
  protected: 'credentials',
};

function judgeTls({ source, tls, product }: Observation, crosses: 'data' | 'credentials'): Verdict {
  if (!tls && source === 'file') return unknown('The files do not say whether TLS is on.');
  const answered = source === 'file' ? 'will answer' : 'answered';
  const name = productName(product);
  // Who was let in without credentials needs no wire-tap; the gain is what others send.
  const gives = crosses === 'credentials' ? 'read' : 'metadata';
  if (!tls)
    return fail(
      `${name} ${answered} in plaintext; what it is told and tells can be read on the way.`,
      gives,
    );
  if (!tls.offered) return fail(`${name} ${answered} in plaintext and offers no TLS.`, gives);
  if (tls.required === true) return pass;
  if (tls.required === null) return unknown('TLS was taken; plaintext was not tried.');
  return fail(
    `${name} offers TLS but answers in plaintext too, so one careless client sends its credentials and data in clear.`,
    'metadata',
  );
}

export const plaintextTransport = defineRule({
  id: 'plaintext-transport',
  title: 'plaintext transport',
  about: 'transport',
  reads: ['network', 'file'],
  needs: 'one',
  why: 'Whoever sits on the way (a neighbour, a switch, a provider) reads credentials and data, and can change them.',
  remedy: 'Switch TLS on, and refuse plaintext.',
  cwe: ['CWE-319'],
  references: [
    'https://cwe.mitre.org/data/definitions/319.html',
    'https://www.rfc-editor.org/rfc/rfc9325',
  ],
  verdicts: {
    fail: 'Its own protocol was answered without TLS, on a listener that other machines can reach.',
    pass: 'Plaintext was refused.',
    notApplicable:
      'Nothing crosses a network (bound to loopback), the policy asks for no encryption in transit, or nothing protected was spoken of.',
    unknown: 'TLS was taken and plaintext was not tried, or the look did not get that far.',
  },

  judge({ observation, policy }) {
    const { access, endpoint, reason } = observation;
    if (policy.default?.in_transit === 'any' || staysOnHost(endpoint)) return notApplicable;
    if (access === 'unknown') return unknown(reason);
    if (access === 'tls-only') return pass;
    const crosses = CROSSES[access];
    return crosses ? judgeTls(observation, crosses) : notApplicable;
  },
});
