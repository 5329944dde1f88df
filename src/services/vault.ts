/**
 * Vault and OpenBao. Secrets always need a token, and the health page needs none: before the first start-up whoever comes
 * first gets the keys. Behind an agent that adds its own token the mounts answer to anybody.
 * https://developer.hashicorp.com/vault/api-docs/system/health and https://openbao.org/api-docs/system/health
 */
import type { Exchange } from '../model/observation.ts';
import { untrustedVersion } from '../model/untrusted.ts';
import { isRefused } from './families/http-judge.ts';
import type { HttpEvidence, HttpService } from './families/http-service.ts';
import { hasFields, redirectPath, sizeAt } from './families/http-shapes.ts';
import { field, type HttpPage, type HttpTalk, textField } from './families/http-talk.ts';
import { look, type Look } from './service.ts';

const HEALTH = '/v1/sys/health';
const MOUNTS = '/v1/sys/mounts';
const NOWHERE = '/v1/sys/{nonce}';
const USUAL: readonly number[] = [8200, 8100];

export const vault: HttpService = {
  id: 'vault',
  title: 'Vault and OpenBao',
  family: 'http',
  sends: [HEALTH, MOUNTS, NOWHERE].map((path) => `GET ${path}`),
  verdicts: ['open', 'protected', 'unclaimed', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified: 'recorded answers; never seen for real',
  recognise,
  tells: { path: HEALTH },
  access: async (talk, { shared }) => {
    const health = shared.get(HEALTH);
    return health && access(talk, health);
  },
};

function recognise({ port, root, shared }: HttpEvidence): boolean | 'maybe' {
  const health = shared.get(HEALTH);
  if (health) return hasFields(health.json, 'initialized', 'sealed', 'standby');
  return (redirectPath(root) === '/ui/' || USUAL.includes(port)) && root.status !== 200 && 'maybe';
}

async function access(talk: HttpTalk, health: HttpPage): Promise<Look> {
  const { json } = health;
  const clusterId = textField(json, 'cluster_id') ?? '';
  const facts = {
    product: 'vault',
    version: untrustedVersion(textField(json, 'version')),
    ...(/^[\da-f-]{36}$/.test(clusterId) && { stableId: clusterId }),
  };
  const isFirst = field(json, 'initialized') === false;
  const isSealed = field(json, 'sealed') === true;
  const state = isFirst ? ', not initialized' : isSealed ? ', sealed' : ', initialized';
  const proof: Exchange[] = [{ asked: `GET ${HEALTH}`, answered: `HTTP ${health.status}${state}` }];
  if (isFirst) return unclaimed(talk, { ...facts, proof });
  if (isSealed) {
    const reason = 'Vault is sealed: it gives nothing to anybody until it is unsealed.';
    return look({ ...facts, proof, access: 'protected', reason, authMethods: ['other'] });
  }
  const mounts = await talk.get(MOUNTS);
  const count = mounts.status === 200 ? (sizeAt(mounts.json, 'data') ?? 0) : 0;
  const what = count > 0 ? `, ${count} mounts` : '';
  proof.push({ asked: `GET ${MOUNTS}`, answered: `HTTP ${mounts.status}${what}` });
  if (count > 0) return letIn(talk, { ...facts, proof });
  if (isRefused(mounts) || mounts.status === 400) {
    const reason = `Vault asks for a token (HTTP ${mounts.status}).`;
    return look({ ...facts, proof, access: 'protected', reason, authMethods: ['other'] });
  }
  const reason = 'It is Vault; whether it asks for a token was not to be seen.';
  return look({ ...facts, proof, access: 'identified', reason });
}

type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

async function unclaimed(talk: HttpTalk, before: Facts): Promise<Look> {
  const { other, facts } = await controlled(talk, before);
  if (hasFields(other.json, 'initialized', 'sealed'))
    return look({
      ...facts,
      access: 'decoy',
      reason: 'It gives its health on a path that does not exist.',
    });
  const reason = 'Vault was never initialized: whoever comes first gets its keys.';
  return look({ ...facts, access: 'unclaimed', reason, grants: 'admin' });
}

async function letIn(talk: HttpTalk, before: Facts): Promise<Look> {
  const { other, facts } = await controlled(talk, before);
  if (other.status === 200)
    return look({
      ...facts,
      access: 'decoy',
      reason: 'It answers a path that Vault does not have.',
    });
  const reason =
    'It names its mounts to a stranger: something in front of Vault lends its own token to whoever comes.';
  return look({ ...facts, access: 'open', reason, grants: 'read', authMethods: ['none'] });
}

async function controlled(
  talk: HttpTalk,
  before: Facts,
): Promise<{ other: HttpPage; facts: Facts }> {
  const other = await talk.get(NOWHERE.replace('{nonce}', talk.dialogue.nonce()));
  const control = [{ asked: 'GET a path that does not exist', answered: `HTTP ${other.status}` }];
  return { other, facts: { ...before, control } };
}
