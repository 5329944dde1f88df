/**
 * etcd 2 and 3 over HTTP. `/version`, `/health` and the list of members answer with authentication on, so the proof is
 * a range over the keys: refused with HTTP 400 and code 3 once authentication is on. Only one key is asked, and no value.
 * The v2 keys are a second store with accounts of its own. https://etcd.io/docs/v3.5/dev-guide/api_grpc_gateway/
 */
import type { Exchange } from '../model/observation.ts';
import { untrustedVersion } from '../model/untrusted.ts';
import { takeEtcdInventory } from './etcd-inventory.ts';
import {
  ETCD_LISTS,
  ETCD_SENDS,
  rangeAnswer,
  v2Answer,
  type StoreAnswer,
} from './families/http-etcd.ts';
import { isBusy } from './families/http-judge.ts';
import type { HttpService } from './families/http-service.ts';
import { textField, type HttpTalk } from './families/http-talk.ts';
import { look, type Look } from './service.ts';

export const etcd: HttpService = {
  id: 'etcd',
  title: 'etcd',
  family: 'http',
  sends: ETCD_SENDS,
  verdicts: ['open', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified: 'etcd 3.4.23, 3.5.1 and 3.6.8, real servers; 2.3, 3.2 and 3.3, recorded answers',
  recognise: ({ shared }) => textField(shared.get('/version')?.json, 'etcdserver') !== undefined,
  lists: ETCD_LISTS,
  inventory: takeEtcdInventory,
  access: (talk, { shared }) => access(talk, textField(shared.get('/version')?.json, 'etcdserver')),
};

type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

async function access(talk: HttpTalk, said: string | undefined): Promise<Look> {
  const version = untrustedVersion(said);
  const identity = [{ asked: 'GET /version', answered: 'HTTP 200, etcdserver and etcdcluster' }];
  const v3 = await rangeAnswer(talk, version);
  // The two stores have accounts of their own: the older one is often forgotten.
  const v2 = v3.kind === 'open' ? undefined : await v2Answer(talk);
  const answers = [v3, ...(v2 ? [v2] : [])];
  const facts: Facts = {
    product: 'etcd',
    version,
    proof: [...identity, ...answers.flatMap(({ proof }) => proof)],
  };
  const isOpen = answers.find(({ kind }) => kind === 'open');
  if (isOpen) return open(talk, facts, isOpen, v3);
  if (answers.some(({ page }) => isBusy(page))) {
    return look({
      ...facts,
      access: 'unknown',
      reason: 'etcd has no room for another request; it must be asked again.',
    });
  }
  if (answers.some(({ kind }) => kind === 'protected')) {
    const reason = 'etcd asks for a user name before it gives keys.';
    return look({ ...facts, access: 'protected', reason, authMethods: ['password'] });
  }
  return look({
    ...facts,
    access: 'identified',
    reason:
      'etcd answers, and offers its keys over HTTP neither as v3 nor as v2: the JSON gateway is off, or this is the port for its peers. gRPC was not asked.',
  });
}

async function open(
  talk: HttpTalk,
  facts: Facts,
  answer: StoreAnswer,
  v3: StoreAnswer,
): Promise<Look> {
  const { asked, page, passed } = await answer.control(talk);
  const control: Exchange[] = [{ asked, answered: `HTTP ${page.status}` }];
  if (!passed)
    return look({
      ...facts,
      control,
      access: 'decoy',
      reason: 'It answers a request that no etcd knows.',
    });
  const forgotten = answer !== v3 && v3.kind === 'protected';
  const what = answer.empty
    ? 'It holds no key, and takes requests from a stranger'
    : 'It lists its keys to a stranger';
  return look({
    ...facts,
    control,
    access: 'open',
    reason: `${what}${forgotten ? ' over its v2 interface, though v3 asks for a user name' : ''}.`,
    // Who may read the store of a Kubernetes cluster may write to it, and with that runs what they like in it.
    grants: answer.kubernetes ? 'admin' : 'read-write',
    authMethods: ['none'],
    ...(answer.kubernetes && { says: { keys: 'kubernetes' } }),
  });
}
