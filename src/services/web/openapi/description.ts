/**
 * Reads the description of an API, as far as it is needed to read its routes: OpenAPI 3 and Swagger 2. Everything in
 * it is untrusted. https://spec.openapis.org/oas/v3.1.0, https://spec.openapis.org/oas/v2.0
 */
import { field, textField } from '../../families/http-talk.ts';
import { isUnsafe, speaksOfState } from './names.ts';
import { fill } from './parameters.ts';

/** How the document guards a route: it names credentials, says that none are needed, or says nothing. */
type Guard = 'named' | 'none' | 'unsaid';

export interface Route {
  /** As the document has it, below its base. */
  readonly template: string;
  /** Path and query as they go out; `undefined` where it is not to be asked. */
  readonly path: string | undefined;
  readonly guard: Guard;
  /** A page about health or version, which anyone may read. */
  readonly aboutState: boolean;
}

export interface Description {
  readonly base: string;
  readonly routes: readonly Route[];
  /** Operations that are no GET. */
  readonly others: number;
  readonly servers: number;
}

const MOST_PATHS = 2000;
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

export function isDescription(json: unknown): boolean {
  const version = textField(json, 'openapi') ?? textField(json, 'swagger') ?? '';
  return /^(?:3\.|2\.0)/.test(version) && entriesOf(field(json, 'paths')).length > 0;
}

/** `undefined` where it describes no API. */
export function readDescription(json: unknown): Description | undefined {
  if (!isDescription(json)) return undefined;
  const paths = entriesOf(field(json, 'paths')).slice(0, MOST_PATHS);
  const servers = field(json, 'servers');
  const base = baseOf(json);
  const read = (template: string, item: unknown): Route[] => {
    const get = field(item, 'get');
    return template.startsWith('/') && isObject(get)
      ? [routeOf(json, base, template, item, get)]
      : [];
  };
  return {
    base,
    routes: paths.flatMap(([template, item]) => read(template, item)),
    others: paths.reduce((sum, [, item]) => sum + othersIn(item), 0),
    servers: Array.isArray(servers)
      ? servers.length
      : Number(textField(json, 'host') !== undefined),
  };
}

function routeOf(json: unknown, base: string, template: string, item: unknown, get: object): Route {
  const names = `${template} ${textField(get, 'operationId') ?? ''}`;
  const filled = isUnsafe(names) ? undefined : fill(json, template, [item, get]);
  const path = filled === undefined ? undefined : `${base}${filled}`;
  return {
    template,
    path: path !== undefined && isPlain(path) ? path : undefined,
    guard: guardOf(field(get, 'security') ?? field(json, 'security')),
    aboutState: speaksOfState(template),
  };
}

/** What may stand in a request line as it is: nothing that a server reads as another path or another request. */
function isPlain(path: string): boolean {
  return (
    /^\/(?!\/)[\w\-.~!$&'()*+,;=:@%/?]{0,500}$/.test(path) &&
    !/(?:^|\/)\.{1,2}(?:[/?]|$)/.test(path)
  );
}

/** https://spec.openapis.org/oas/v3.1.0#operation-object: an empty list, or an empty requirement in it, asks nothing. */
function guardOf(security: unknown): Guard {
  if (!Array.isArray(security)) return 'unsaid';
  const isFree = security.length === 0 || security.some((each) => entriesOf(each).length === 0);
  return isFree ? 'none' : 'named';
}

function othersIn(item: unknown): number {
  return METHODS.filter((method) => method !== 'get' && isObject(field(item, method))).length;
}

/** The path of the first server; its host is for others. */
function baseOf(json: unknown): string {
  const url = textField(field(json, 'servers', '0'), 'url') ?? textField(json, 'basePath') ?? '';
  const path = url
    .slice(0, 500)
    .replace(/^[a-z][a-z\d+.-]*:/i, '')
    .replace(/^\/\/[^/?#]*/, '');
  const plain = path.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  return plain.startsWith('/') && isPlain(plain) ? plain : '';
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) && !Array.isArray(value) ? Object.entries(value) : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
