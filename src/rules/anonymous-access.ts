import type { Access } from '../model/access.ts';
import type { Observation } from '../model/observation.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../model/verdict.ts';
import { productName } from '../catalogue/products.ts';
import { told } from './foreseen.ts';
import { webOf } from './web.ts';
import { defineRule } from './rule.ts';

function judgeTlsOnly({ tls, reason }: Observation): Verdict {
  // A client certificate is a credential; without that demand, what lies inside TLS was not seen.
  return tls?.clientCertificate === true ? pass : unknown(reason);
}

/** A web page that anyone may read is no protected data; of any other product it is not known what it gives. */
function judgeIdentified({ product, protocol, reason }: Observation): Verdict {
  const isWebPage = product === 'http' || (product === null && protocol === 'http');
  return isWebPage ? notApplicable : unknown(reason);
}

function judgeOpen(observation: Observation): Verdict {
  const name = productName(observation.product);
  const gave = `${name} gave protected data or an administrator’s action to a caller without credentials.`;
  const gives = `${name} will let in whoever reaches it, without credentials.`;
  return fail(told(observation, gave, gives), observation.grants ?? 'read');
}

function judgePartial(observation: Observation): Verdict {
  const name = productName(observation.product);
  const gave = `${name} gave some protected data to a caller without credentials, and refused other calls.`;
  const gives = `${name} will give some protected data to a caller without credentials.`;
  return fail(told(observation, gave, gives), observation.grants ?? 'metadata');
}

const asked = (): Verdict => pass;
const notSeen = ({ reason }: Observation): Verdict => unknown(reason);

const JUDGES: Record<Access, (observation: Observation) => Verdict> = {
  open: judgeOpen,
  partial: judgePartial,
  passwordless: asked,
  'default-password': asked,
  unclaimed: asked,
  protected: asked,
  denied: notSeen,
  'tls-only': judgeTlsOnly,
  identified: judgeIdentified,
  decoy: () => notApplicable,
  unknown: notSeen,
};

export const anonymousAccess = defineRule({
  id: 'anonymous-access',
  title: 'anonymous access',
  about: 'access',
  reads: ['network', 'file'],
  needs: 'one',
  why: 'Whoever reaches the port reads what is stored there, and mostly changes or deletes it too. Such servers are found within hours.',
  remedy: 'Demand credentials, and let only the networks that need it reach the port.',
  cwe: ['CWE-306'],
  references: ['https://cwe.mitre.org/data/definitions/306.html'],
  verdicts: {
    fail: 'A request that needs credentials in the secured state was answered without any, and the negative control was refused. For access `partial`, some protected data was.',
    pass: 'It asked for credentials.',
    notApplicable: 'A web page that anyone may read, or a decoy.',
    unknown:
      'It refused our address, could not be decided harmlessly, or the look did not get that far.',
  },

  judge({ observation }) {
    // What stands beside a web server's root has rules of its own.
    const access = webOf(observation)?.root ?? observation.access;
    return JUDGES[access](observation);
  },
});
