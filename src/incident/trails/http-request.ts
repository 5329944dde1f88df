/** One HTTP request as any access log shows it: what it asked for, and at most how much it got. */
import { isOwn, pathName, programName, tableName } from './clean.ts';
import { type Act, type Bytes, event, type Sign, type TrailEvent } from './event.ts';
import { isNoteName } from './signs.ts';
import { readSql } from './sql.ts';

export interface Request {
  readonly at: number;
  readonly address: string | null;
  readonly user?: string | undefined;
  readonly agent?: string | undefined;
  readonly method: string;
  /** Path and query, as they stand on the line. */
  readonly target: string;
  readonly status: number;
  readonly bytes: Bytes;
  /** The product behind the server, where the log itself tells. */
  readonly product?: string;
}

interface Meaning {
  readonly act: Act;
  readonly tables: readonly string[];
  readonly signs?: readonly Sign[];
  readonly product?: string;
  readonly plain?: boolean;
}

const READ_METHODS = new Set(['GET', 'POST', 'SEARCH']);
const REFUSED = new Set([401, 403, 407]);
const FAILED = 400;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Elasticsearch's reads. https://www.elastic.co/docs/api/doc/elasticsearch/ */
function ofSearch(path: string, query: string, method: string): Meaning | undefined {
  const product = 'elasticsearch';
  if (/^\/_search\/scroll|^\/_pit\b/.test(path))
    return { act: 'read', tables: [], signs: ['bulk-dump'], product };
  const found =
    /^(?:\/([^/_][^/]{0,200}|_all))?\/_(search|msearch|mget|doc|source|count|sql|delete_by_query)\b/.exec(
      path,
    );
  if (found) {
    const [, index = '_all', verb = ''] = found;
    const tables = decoded(index)
      .split(',')
      .map((name) => tableName(name));
    const isDump = /\bscroll=|\bsize=\d{4,}/.test(query);
    const act =
      verb === 'delete_by_query'
        ? 'destroyed'
        : verb === 'doc' && !READ_METHODS.has(method)
          ? 'wrote'
          : verb === 'count'
            ? 'metadata'
            : 'read';
    return { act, tables, signs: isDump ? ['bulk-dump'] : [], product };
  }
  return /^\/_(?:cat|cluster|nodes|stats|aliases|mapping|settings|snapshot|tasks)\b/.test(path)
    ? { act: 'metadata', tables: [], product }
    : undefined;
}

/** CouchDB, Qdrant, Weaviate and Chroma. */
function ofDocuments(path: string, query: string, method: string): Meaning | undefined {
  const couch = /^\/([^/_][^/]{0,200})\/_(all_docs|changes|bulk_get|find)\b/.exec(path);
  if (couch) {
    const signs: Sign[] = query.includes('include_docs=true') ? ['bulk-dump'] : [];
    return { act: 'read', tables: [tableName(decoded(couch[1] ?? ''))], signs, product: 'couchdb' };
  }
  const qdrant =
    /^\/collections\/([^/]{1,200})\/(?:points|snapshots)(\/scroll|\/search|\/query)?/.exec(path);
  if (!qdrant) return undefined;
  const isRead = method === 'GET' || qdrant[2] !== undefined;
  const isDump = qdrant[2] === '/scroll' || path.includes('/snapshots/');
  return {
    act: isRead ? 'read' : 'wrote',
    tables: [tableName(decoded(qdrant[1] ?? ''))],
    signs: isDump ? ['bulk-dump'] : [],
    product: 'qdrant',
  };
}

/** https://github.com/ollama/ollama/blob/main/docs/api.md */
function ofModels(path: string): Meaning | undefined {
  const found =
    /^\/(?:api\/(tags|ps|version|show|pull|push|create|delete|copy|generate|chat|embed\w{0,8})|v1\/\w{1,20})/.exec(
      path,
    );
  if (!found) return undefined;
  const verb = found[1] ?? '';
  if (verb === 'delete') return { act: 'destroyed', tables: [] };
  if (['pull', 'push', 'create', 'copy'].includes(verb)) return { act: 'changed', tables: [] };
  return { act: verb === 'show' ? 'read' : 'metadata', tables: [] };
}

/** https://clickhouse.com/docs/interfaces/http : a statement in the query string. */
function ofStatement(query: string): Meaning | undefined {
  const sql = /(?:^|&)query=([^&]{1,4000})/.exec(query)?.[1];
  if (sql === undefined) return undefined;
  const { act, tables, signs, plain } = readSql(decoded(sql));
  const isHidden = /(?:^|&)log_queries=0/.test(query);
  return {
    act,
    plain,
    product: 'clickhouse',
    tables: tables.map((name) => (name.includes('.') ? name : `default.${name}`)),
    signs: isHidden ? [...signs, 'log-switched-off'] : signs,
  };
}

function ofPath(path: string, method: string): Meaning {
  const act: Act =
    method === 'DELETE'
      ? 'destroyed'
      : method === 'GET'
        ? 'read'
        : method === 'HEAD' || method === 'OPTIONS'
          ? 'metadata'
          : 'wrote';
  return { act, tables: [pathName(decoded(path))] };
}

function meaningOf({ target, method, product }: Request): Meaning {
  const cut = target.indexOf('?');
  const path = cut === -1 ? target : target.slice(0, cut);
  const query = cut === -1 ? '' : target.slice(cut + 1);
  if (method === 'DELETE') {
    const index = /^\/(?:collections\/)?([^/_][^/]{0,200})\/?$/.exec(path)?.[1];
    return {
      act: 'destroyed',
      tables: [index === undefined ? pathName(path) : tableName(decoded(index))],
    };
  }
  if (method === 'PUT' && isNoteName(path.slice(1)))
    return { act: 'changed', tables: [pathName(path)], signs: ['ransom-note'] };
  return (
    ofStatement(query) ??
    ofSearch(path, query, method) ??
    ofDocuments(path, query, method) ??
    (product === 'ollama' ? ofModels(path) : undefined) ??
    ofPath(path, method)
  );
}

/** An answer that says no gave no row; of others the size is a bound, where the line has it. */
function outcome(status: number, bytes: Bytes): Pick<TrailEvent, 'rows' | 'certainty'> {
  if (status >= FAILED) return { rows: 0, certainty: 'proven' };
  const isMeasured = bytes.payload !== undefined || bytes.wire !== undefined;
  return { rows: null, certainty: isMeasured ? 'bounded' : 'unbounded' };
}

function failed({ signs = [] }: Meaning, status: number): Meaning {
  return {
    act: REFUSED.has(status) ? 'refused' : 'metadata',
    tables: [],
    signs: signs.filter((sign) => sign === 'log-switched-off'),
  };
}

function nameOf(text: string | undefined): string | undefined {
  return text === undefined || text === '-' || text === '' ? undefined : programName(text);
}

export function httpEvent(request: Request): TrailEvent {
  const { at, address, agent, status, bytes } = request;
  const meant = meaningOf(request);
  const meaning = status >= FAILED ? failed(meant, status) : meant;
  const product = request.product ?? meant.product;
  const user = nameOf(request.user);
  const client = nameOf(agent);
  return event({
    at,
    address,
    bytes,
    ...meaning,
    ...outcome(status, bytes),
    ...(product !== undefined && { product }),
    ...(user !== undefined && { user }),
    ...(client !== undefined && { client }),
    own: isOwn(agent),
  });
}
