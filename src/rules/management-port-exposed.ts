import type { Access, Control } from '../model/access.ts';
import type { Observation } from '../model/observation.ts';
import type { PortRole } from '../catalogue/product.ts';
import { areKin, productName, products } from '../catalogue/products.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../model/verdict.ts';
import { staysOnHost } from '../model/reach.ts';
import { defineRule } from './rule.ts';

interface Behind {
  readonly product: string;
  readonly role: Exclude<PortRole, 'data'>;
}

/** For the few ports that operators, members or monitors use: whose they are. Most endpoints end here. */
const behind = new Map<number, Behind[]>();
for (const { id, ports } of products) {
  for (const { port, role } of ports) {
    if (role !== 'data') behind.set(port, [...(behind.get(port) ?? []), { product: id, role }]);
  }
}

/** Ports that some product's clients use: what answers there without a name may be anybody's. */
const dataPorts = new Set(
  products
    .flatMap(({ ports }) => ports.filter(({ role }) => role === 'data'))
    .map(({ port }) => port),
);

const ROLES: Record<Behind['role'], string> = {
  management: 'management port',
  peer: 'port for other members',
  metrics: 'metrics port',
};

const VERDICTS: Record<Access, 'exposed' | 'asks' | 'unknown' | 'none'> = {
  open: 'exposed',
  partial: 'exposed',
  passwordless: 'exposed',
  'default-password': 'exposed',
  unclaimed: 'exposed',
  identified: 'exposed',
  protected: 'asks',
  denied: 'asks',
  'tls-only': 'asks',
  unknown: 'unknown',
  decoy: 'none',
};

/**
 * What names itself must be the product; what does not (a metrics page, a silent peer port) is taken for it only
 * on a port that nobody else is known for.
 */
function mayBeOf({ product, endpoint }: Observation, owner: string): boolean {
  if (product === null || product === 'http') return !dataPorts.has(endpoint.port);
  return areKin(product, owner);
}

/** Whether the observation is the owner's own data port: on this very port it is what is being judged. */
function isDataPort(other: Observation, subject: Observation, owner: string): boolean {
  return (
    other.endpoint.port !== subject.endpoint.port &&
    other.product === owner &&
    other.access !== 'decoy'
  );
}

function ownerOf(subject: Observation, observations: readonly Observation[]): Behind | undefined {
  const candidates = behind.get(subject.endpoint.port) ?? [];
  return candidates.find(
    ({ product }) =>
      mayBeOf(subject, product) &&
      observations.some((other) => isDataPort(other, subject, product)),
  );
}

function judgeExposed({ access, reason }: Observation, { product, role }: Behind): Verdict {
  const gives: Control = access === 'identified' ? 'banner' : 'metadata';
  switch (VERDICTS[access]) {
    case 'exposed':
      return fail(
        `The ${ROLES[role]} of ${productName(product)} answers beside its data port, and asks for no credentials.`,
        gives,
      );
    case 'asks':
      return pass;
    case 'unknown':
      return unknown(reason);
    case 'none':
      return notApplicable;
  }
}

export const managementPortExposed = defineRule({
  id: 'management-port-exposed',
  title: 'management port beside the data port',
  about: 'network',
  reads: ['network'],
  needs: 'host',
  why: 'Ports for operators, other members and monitoring are often left without a password, and give names, statistics, or the means to join or stop the server.',
  remedy: 'Bind the product’s second ports to the network of operators, members and monitoring.',
  cwe: ['CWE-749', 'CWE-1327'],
  references: ['https://cwe.mitre.org/data/definitions/749.html'],
  verdicts: {
    fail: 'A management, peer or metrics port of a product answers without credentials at the address where its data port answers too.',
    pass: 'It answers, and asks for credentials.',
    notApplicable: 'No second port of a product that is here, or one bound to loopback.',
    unknown: 'It accepts connections, and what it gives could not be told.',
  },

  judge({ observation, observations }) {
    if (!behind.has(observation.endpoint.port) || staysOnHost(observation.endpoint)) {
      return notApplicable;
    }
    const owner = ownerOf(observation, observations);
    return owner ? judgeExposed(observation, owner) : notApplicable;
  },
});
