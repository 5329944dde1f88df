/**
 * The conversation that Elasticsearch and OpenSearch share. `/` tells the product and is often left open, so the proof
 * is two reads that a secured cluster refuses: the list of indices, which may be empty, and the list of nodes, which
 * may not. Counting an index that does not exist is the control: 404 to whom may read, 403 to whom may not.
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-cat-indices
 */
import type { Exchange } from '../../model/observation.ts';
import { look, type Look } from '../service.ts';
import { asksForCredentials, authMethods, isBusy, isRefused } from './http-judge.ts';
import { identity, isIndexMissing, kind, rootKind, rows } from './http-search-pages.ts';
import { withBasic } from './http-service.ts';
import type { HttpPage, HttpTalk } from './http-talk.ts';
import { limited, type Facts } from './http-search-limited.ts';

const INDICES = '/_cat/indices?format=json&bytes=b&h=index,docs.count,store.size';
const NODES = '/_cat/nodes?format=json&h=version';

export interface SearchProduct {
  readonly id: 'elasticsearch' | 'opensearch';
  readonly name: string;
  /** Answers 200 only where somebody, be it an anonymous user, was authenticated. */
  readonly whoAmI: string;
}

export function searchSends({ whoAmI }: SearchProduct): string[] {
  return [
    `GET ${INDICES}`,
    `GET ${NODES}`,
    'GET /{nonce}/_count',
    `GET ${whoAmI}`,
    withBasic(whoAmI),
  ];
}

export async function lookAtSearch(
  product: SearchProduct,
  talk: HttpTalk,
  root: HttpPage,
): Promise<Look> {
  const { name, id } = product;
  const facts: Facts = {
    product: id,
    ...identity(root),
    proof: [{ asked: 'GET /', answered: rootKind(root) }],
  };
  if (/(?:Security|Search Guard) not initialized/i.test(root.text)) {
    const reason = `${name}'s security plugin is not initialised yet: it refuses everybody until its administrator does that.`;
    return look({ ...facts, access: 'unknown', reason });
  }
  if (isBusy(root))
    return look({
      ...facts,
      access: 'unknown',
      reason: `HTTP ${root.status}: the cluster is not ready or has no room.`,
    });
  if (asksForCredentials(root)) {
    const reason = `${name} asks for credentials (HTTP ${root.status}).`;
    return look({ ...facts, access: 'protected', reason, authMethods: authMethods(root) });
  }
  if (root.status === 403) {
    return look({
      ...facts,
      access: 'protected',
      reason: `${name} refuses callers who are not authorized (HTTP 403).`,
      authMethods: ['other'],
    });
  }
  return reads(product, talk, facts);
}

async function reads(product: SearchProduct, talk: HttpTalk, before: Facts): Promise<Look> {
  const { name } = product;
  const indices = await talk.get(INDICES);
  const nodes = await talk.get(NODES);
  const missing = await talk.get(`/${talk.dialogue.nonce()}/_count`);
  const proof: Exchange[] = [
    ...(before.proof ?? []),
    { asked: `GET ${INDICES}`, answered: kind(indices, 'index') },
    { asked: `GET ${NODES}`, answered: kind(nodes, 'version') },
  ];
  const control = [
    { asked: 'GET the count of an index that does not exist', answered: kind(missing) },
  ];
  const facts: Facts = { ...before, proof, control };
  const pages = [indices, nodes, missing];
  if (pages.some(isBusy))
    return look({
      ...facts,
      access: 'unknown',
      reason: `${name} has no room for another request; it must be asked again.`,
    });
  const listed = rows(indices, 'index') !== undefined;
  const proved = listed && (rows(nodes, 'version') ?? 0) > 0;
  if (proved && isIndexMissing(missing)) return open(product, talk, facts, pages);
  if (pages.some(isRefused)) return limited(name, facts, pages, listed || proved);
  if (missing.status === 200 || proved) {
    return look({
      ...facts,
      access: 'decoy',
      reason: `It does not answer for an index that does not exist as ${name} does.`,
    });
  }
  return look({
    ...facts,
    access: 'identified',
    reason: `It names itself ${name}, and answers none of its usual requests.`,
  });
}

/** Everything was let through: by nobody's leave, or by that of an anonymous user. */
async function open(
  product: SearchProduct,
  talk: HttpTalk,
  facts: Facts,
  pages: readonly HttpPage[],
): Promise<Look> {
  // Where a server closes each connection, none may be left for the last question.
  const who = talk.hasRoom() ? await talk.get(product.whoAmI) : undefined;
  const anonymous = who?.status === 200 && /anonymous/i.test(who.text);
  const warned = pages.some((page) =>
    /security features are not enabled/i.test(page.headers.get('warning') ?? ''),
  );
  const asked = who && {
    asked: `GET ${product.whoAmI}`,
    answered: anonymous ? 'HTTP 200, an anonymous user' : `HTTP ${who.status}`,
  };
  const proof = [...(facts.proof ?? []), ...(asked ? [asked] : [])];
  const how = anonymous ? 'an anonymous user may read it' : 'it asks nobody for credentials';
  return look({
    ...facts,
    proof,
    access: 'open',
    reason: `${product.name} lists its indices and nodes to a stranger: ${how}${warned ? ', and it warns that security is not enabled' : ''}.`,
    // Without security every request is the administrator's; of an anonymous user only reading was seen.
    grants: anonymous || !who ? 'read' : 'admin',
    authMethods: ['none'],
  });
}
