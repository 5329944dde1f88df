/** The two stores of etcd, each with its protected read and what a real server says to it. */
import type { Exchange } from '../../model/observation.ts';
import { isBusy } from './http-judge.ts';
import { field, textField, type HttpPage, type HttpTalk } from './http-talk.ts';

/** From key \0 to the end, one key, no value. */
const RANGE = '{"key":"AA==","range_end":"AA==","limit":"1","keys_only":true}';
/** The same for a list: as many keys as one answer is sure to hold, and no value. */
const KEYS = '{"key":"AA==","range_end":"AA==","limit":"2000","keys_only":true}';
const NOTHING = '{}';
/** Prefixes of the JSON gateway: 3.0 to 3.2, 3.3, and 3.4 on. */
const PREFIXES = ['v3', 'v3beta', 'v3alpha'] as const;

export const ETCD_SENDS: readonly string[] = [
  ...PREFIXES.flatMap((prefix) => [
    `POST /${prefix}/kv/range ${RANGE}`,
    `POST /${prefix}/auth/user/list ${NOTHING}`,
    `POST /${prefix}/kv/{nonce} ${NOTHING}`,
  ]),
  'GET /v2/keys/',
  'GET /v2/keys/{nonce}',
];

export const ETCD_LISTS: readonly string[] = PREFIXES.map(
  (prefix) => `POST /${prefix}/kv/range ${KEYS}`,
);

/** The first keys of all, and how many there are. */
export function keysPage(talk: HttpTalk, version: string | null): Promise<HttpPage> {
  const headers = { 'Content-Type': 'application/json' };
  const path = `/${prefixFor(version)}/kv/range`;
  return talk.askOnce({ method: 'POST', path, body: KEYS, headers, large: true });
}

export interface StoreAnswer {
  readonly kind: 'open' | 'protected' | 'absent';
  readonly page: HttpPage;
  readonly proof: readonly Exchange[];
  readonly empty: boolean;
  readonly kubernetes: boolean;
  /** What a real server must refuse. */
  readonly control: (talk: HttpTalk) => Promise<{ asked: string; page: HttpPage; passed: boolean }>;
}

function prefixFor(version: string | null): (typeof PREFIXES)[number] {
  const [major = 3, minor = 4] = (version ?? '').split('.').map(Number);
  if (major === 3 && minor <= 2) return 'v3alpha';
  return major === 3 && minor === 3 ? 'v3beta' : 'v3';
}

const post = (talk: HttpTalk, path: string, body: string): Promise<HttpPage> =>
  talk.ask({ method: 'POST', path, body, headers: { 'Content-Type': 'application/json' } });

export async function rangeAnswer(talk: HttpTalk, version: string | null): Promise<StoreAnswer> {
  const prefix = prefixFor(version);
  const page = await post(talk, `/${prefix}/kv/range`, RANGE);
  const keys = field(page.json, 'kvs');
  const count = Array.isArray(keys) ? keys.length : 0;
  const proof = [
    { asked: `POST /${prefix}/kv/range`, answered: kindOf(page, count > 0 ? 'a key' : 'no key') },
  ];
  const base = {
    page,
    proof,
    empty: count === 0,
    kubernetes: Array.isArray(keys) && isKubernetes(textField(keys[0], 'key')),
    control: async (by: HttpTalk) => {
      const other = await post(by, `/${prefix}/kv/${by.dialogue.nonce()}`, NOTHING);
      return {
        asked: 'POST a method that does not exist',
        page: other,
        passed: other.status === 404,
      };
    },
  };
  if (isGrpcRefusal(page)) return { ...base, kind: 'protected' };
  if (page.status !== 200 || field(page.json, 'header') === undefined)
    return { ...base, kind: 'absent' };
  if (count > 0) return { ...base, kind: 'open' };
  // No key proves little; the list of users, too, is refused to strangers once authentication is on.
  const users = await post(talk, `/${prefix}/auth/user/list`, NOTHING);
  const more = [
    ...proof,
    { asked: `POST /${prefix}/auth/user/list`, answered: kindOf(users, 'a list') },
  ];
  const isOpen = users.status === 200 && field(users.json, 'header') !== undefined;
  return {
    ...base,
    proof: more,
    kind: isOpen ? 'open' : isGrpcRefusal(users) ? 'protected' : 'absent',
  };
}

/** gRPC codes INVALID_ARGUMENT ("user name is empty"), PERMISSION_DENIED and UNAUTHENTICATED. */
function isGrpcRefusal({ status, json }: HttpPage): boolean {
  if (status < 400) return false;
  const code = field(json, 'code');
  const message = textField(json, 'message') ?? textField(json, 'error') ?? '';
  return (
    code === 7 ||
    code === 16 ||
    (code === 3 && message.startsWith('etcdserver: user name is empty'))
  );
}

const REGISTRY = '/registry/';

function isKubernetes(key: string | undefined): boolean {
  return (
    key !== undefined &&
    Buffer.from(key.slice(0, 64), 'base64').toString('latin1').startsWith(REGISTRY)
  );
}

/** https://etcd.io/docs/v2.3/api/ and its errorcode.md: 100 no such key, 110 authentication required. */
const KEY_NOT_FOUND = 100;
const UNAUTHORIZED = 110;

export async function v2Answer(talk: HttpTalk): Promise<StoreAnswer> {
  const page = await talk.get('/v2/keys/');
  const nodes = field(page.json, 'node', 'nodes');
  const names = Array.isArray(nodes) ? nodes.length : 0;
  const base = {
    page,
    proof: [{ asked: 'GET /v2/keys/', answered: kindOf(page, `a folder of ${names} keys`) }],
    empty: names === 0,
    kubernetes:
      Array.isArray(nodes) && nodes.some((node) => textField(node, 'key') === '/registry'),
    control: async (by: HttpTalk) => {
      const other = await by.get(`/v2/keys/${by.dialogue.nonce()}`);
      return {
        asked: 'GET a key that does not exist',
        page: other,
        passed: field(other.json, 'errorCode') === KEY_NOT_FOUND,
      };
    },
  };
  if (page.status === 401 || field(page.json, 'errorCode') === UNAUTHORIZED)
    return { ...base, kind: 'protected' };
  const isFolder = page.status === 200 && textField(page.json, 'action') === 'get';
  return { ...base, kind: isFolder && field(page.json, 'node') !== undefined ? 'open' : 'absent' };
}

function kindOf(page: HttpPage, what: string): string {
  if (page.status === 200) return `HTTP 200, ${what}`;
  if (isBusy(page)) return `HTTP ${page.status}, no room`;
  const code = field(page.json, 'code') ?? field(page.json, 'errorCode');
  return `HTTP ${page.status}${typeof code === 'number' ? `, code ${code}` : ''}`;
}
