/**
 * HTTP/1.1 for a client that reads little: one request, one bounded response.
 * https://www.rfc-editor.org/rfc/rfc9112
 */
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import { ProtocolError, type Parse } from './codec.ts';

const MAX_HEAD = 32 * 1024;
const MAX_HEADERS = 200;
/** Interim answers that may stand before the real one. */
const MAX_INTERIM = 8;
/** Bytes of a body that are kept; what is longer is cut and marked. */
export const MAX_BODY = 128 * 1024;
/** The same of a document that describes an API; below what one connection may bring in all. */
const MAX_DOCUMENT = 384 * 1024;
const MAX_EVIDENCE = 24 * 1024 * 1024;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'HEAD';
  /** Path and query, as they go out. */
  readonly path: string;
  readonly host: string;
  readonly agent: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; of a repeated header the first stays, unless it is one that servers do repeat. */
  readonly headers: ReadonlyMap<string, string>;
  /** Decompressed, where the server compressed it unasked. */
  readonly body: Buffer;
  /** The body was cut at `MAX_BODY`, or the peer ended before it was whole, or it could not be decompressed. */
  readonly truncated: boolean;
  /** The connection may carry another request. */
  readonly keepAlive: boolean;
}

/** Sent unless a request brings its own. */
const HEADERS = { Accept: '*/*', 'Accept-Encoding': 'identity' } as const;

export function encodeHttpRequest(request: HttpRequest): Buffer {
  const headers = Object.entries({ ...HEADERS, ...request.headers });
  const lines = [
    `${request.method} ${request.path} HTTP/1.1`,
    `Host: ${request.host}`,
    `User-Agent: ${request.agent}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(request.body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(request.body)}`]),
  ];
  if (lines.some((line) => /[\r\n\0]/.test(line)))
    throw new ProtocolError('a line break inside a request line');
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${request.body ?? ''}`);
}

/** Headers by which a request would be something else than its first line says, or hide a second one. */
const DISGUISES = /^(?:transfer-encoding|expect|upgrade|x-(?:http-)?method(?:-override)?):/im;

/** Credentials that a request carries are said, so that they leave only where that was declared. */
function credentialsIn(head: string): string {
  const found = /^(?:proxy-)?(authorization|cookie): *([a-z]*)/im.exec(head);
  if (!found) return '';
  const [, header = '', scheme = ''] = found;
  return header.toLowerCase() === 'cookie' ? ' with a cookie' : ` with ${scheme} credentials`;
}

/** `GET /path`, `HEAD /path`, or `POST /path BODY`: method, path with query, the body as it is, and whether credentials go with it. */
export function describeHttp(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const found =
    /^(GET|POST|HEAD) (\/\S*) HTTP\/1\.1\r\n((?:[!#$%&'*+.^_`|~\dA-Za-z-]+: [^\r\n]*\r\n)*)\r\n([\s\S]*)$/.exec(
      text,
    );
  if (!found) throw new ProtocolError('not one whole HTTP request');
  const [, method, path, head = '', body = ''] = found;
  if (DISGUISES.test(head)) throw new ProtocolError('a header that changes what the request is');
  const lengths = [...head.matchAll(/^content-length: (.*)$/gim)].map(([, value = '']) =>
    value.trim(),
  );
  const expected = body === '' && lengths.length === 0 ? [] : [String(body.length)];
  if (lengths.join() !== expected.join())
    throw new ProtocolError('a body that is not as long as announced');
  return [`${method} ${path}${body === '' ? '' : ` ${body}`}${credentialsIn(head)}`];
}

interface Head {
  readonly status: number;
  readonly version: string;
  readonly headers: Map<string, string>;
  readonly length: number;
}

export const parseHttpResponse: Parse<HttpResponse> = (bytes, ended) =>
  parseWithin(MAX_BODY, bytes, ended);

/** The same for a document that may be larger than what is kept of other answers. */
export const parseHttpDocument: Parse<HttpResponse> = (bytes, ended) =>
  parseWithin(MAX_DOCUMENT, bytes, ended);

/** The same for evidence that the owner asks for. */
export const parseHttpEvidence: Parse<HttpResponse> = (bytes, ended) =>
  parseWithin(MAX_EVIDENCE, bytes, ended);

function parseWithin(most: number, bytes: Buffer, ended: boolean): ReturnType<Parse<HttpResponse>> {
  const head = finalHead(bytes, ended);
  if (!head) return undefined;
  const raw = parseBody(bytes.subarray(head.length), head, { ended, most });
  if (!raw) return undefined;
  const body = decompress(raw, head.headers.get('content-encoding'), most);
  const value = {
    status: head.status,
    headers: head.headers,
    body: body.bytes,
    truncated: body.truncated,
    keepAlive: raw.reusable && !ended && wantsKeepAlive(head),
  };
  return { value, length: head.length + raw.length };
}

/** The answer to a HEAD: whatever length it announces, no body follows. https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2 */
export const parseHttpHead: Parse<HttpResponse> = (bytes, ended) => {
  const head = finalHead(bytes, ended);
  if (!head) return undefined;
  const { status, headers, length } = head;
  const keepAlive = !ended && wantsKeepAlive(head);
  return { value: { status, headers, body: NONE.bytes, truncated: false, keepAlive }, length };
};

/** The same, but a stream of events, which has no end, is taken as soon as its first event is whole. */
export const parseHttpEvents: Parse<HttpResponse> = (bytes, ended) => {
  const whole = parseHttpResponse(bytes, ended);
  const head = whole ? undefined : finalHead(bytes, ended);
  if (!head || !EVENTS.test(head.headers.get('content-type') ?? '')) return whole;
  const isChunked = /chunked/i.test(head.headers.get('transfer-encoding') ?? '');
  const rest = bytes.subarray(head.length);
  const { bytes: body } = isChunked
    ? (parseChunked(rest, { ended: true, most: MAX_BODY }) ?? NONE)
    : { bytes: rest };
  if (!/\r?\n\r?\n/.test(body.toString('latin1', 0, MAX_BODY))) return undefined;
  const { status, headers } = head;
  return {
    value: { status, headers, body, truncated: true, keepAlive: false },
    length: bytes.length,
  };
};

/** https://html.spec.whatwg.org/multipage/server-sent-events.html */
const EVENTS = /^text\/event-stream\b/i;

/** The head that is not interim (100, 103); its `length` counts from the start of `bytes`. */
function finalHead(bytes: Buffer, ended: boolean): Head | undefined {
  let at = 0;
  for (let count = 0; count <= MAX_INTERIM; count += 1) {
    const head = parseHead(bytes.subarray(at), ended);
    if (!head) return undefined;
    at += head.length;
    if (head.status >= 200 || head.status === 101) return { ...head, length: at };
  }
  throw new ProtocolError('interim answers without an end');
}

function wantsKeepAlive(head: Head): boolean {
  const connection = (head.headers.get('connection') ?? '').toLowerCase();
  return head.version === '1.1' ? !connection.includes('close') : connection.includes('keep-alive');
}

function parseHead(bytes: Buffer, ended: boolean): Head | undefined {
  // Nothing at all is no answer: the connection says how it ended.
  if (bytes.length === 0) return undefined;
  const start = bytes.toString('latin1', 0, 12);
  if (!'HTTP/1.'.startsWith(start.slice(0, 7)) && !/^HTTP\/1\.[01] [1-9]/.test(start)) {
    throw new ProtocolError('not an HTTP/1 status line');
  }
  const blank = isBare(bytes) ? '\n\n' : '\r\n\r\n';
  const end = bytes.indexOf(blank, 0, 'latin1');
  if (end > MAX_HEAD || (end === -1 && bytes.length > MAX_HEAD))
    throw new ProtocolError('HTTP headers without an end');
  if (end === -1) {
    if (ended) throw new ProtocolError('ended inside the HTTP headers');
    return undefined;
  }
  const [statusLine = '', ...fields] = bytes.toString('latin1', 0, end).split(/\r?\n/);
  const status = /^HTTP\/(1\.[01]) ([1-9]\d\d)(?: |$)/.exec(statusLine);
  if (!status || fields.length > MAX_HEADERS) throw new ProtocolError('not an HTTP/1 status line');
  return {
    version: status[1] ?? '',
    status: Number(status[2]),
    headers: parseFields(fields),
    length: end + blank.length,
  };
}

/** Its lines end without a carriage return, which a reader may take. https://www.rfc-editor.org/rfc/rfc9112#section-2.2 */
function isBare(bytes: Buffer): boolean {
  const end = bytes.subarray(0, MAX_HEAD).indexOf('\n', 0, 'latin1');
  return end > 0 && bytes.toString('latin1', end - 1, end) !== '\r';
}

/** Servers send one line for each scheme or warning; RFC 9110, section 5.3, lets them stand in one. */
const REPEATED = new Set(['www-authenticate', 'proxy-authenticate', 'warning']);

function parseFields(fields: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const field of fields) {
    const colon = field.indexOf(':');
    if (colon < 1) continue;
    const name = field.slice(0, colon).trim().toLowerCase();
    const value = field.slice(colon + 1).trim();
    const before = headers.get(name);
    if (before === undefined) headers.set(name, value);
    else if (REPEATED.has(name)) headers.set(name, `${before}, ${value}`);
  }
  return headers;
}

interface Body {
  readonly bytes: Buffer;
  readonly truncated: boolean;
  readonly reusable: boolean;
  /** Bytes consumed. */
  readonly length: number;
}

const NONE: Body = { bytes: Buffer.alloc(0), truncated: false, reusable: true, length: 0 };

/** Whether the peer has ended, and how much of a body is kept. */
interface Bounds {
  readonly ended: boolean;
  readonly most: number;
}

function parseBody(bytes: Buffer, head: Head, bounds: Bounds): Body | undefined {
  if (head.status === 204 || head.status === 304 || head.status === 101) return NONE;
  if (/chunked/i.test(head.headers.get('transfer-encoding') ?? ''))
    return parseChunked(bytes, bounds);
  const announced = head.headers.get('content-length');
  // QuestDB keeps the connection and sends no body; that of a redirect is worth no waiting.
  if (announced === undefined && isRedirect(head)) return { ...NONE, reusable: false };
  if (announced === undefined) return untilEnd(bytes, bounds);
  if (!/^\d{1,15}$/.test(announced)) throw new ProtocolError('a Content-Length that is no number');
  const length = Number(announced);
  if (bytes.length >= length && length <= bounds.most) {
    return { bytes: bytes.subarray(0, length), truncated: false, reusable: true, length };
  }
  return cut(bytes, bounds);
}

function isRedirect({ status, headers }: Head): boolean {
  return status >= 300 && status < 400 && headers.has('location');
}

function untilEnd(bytes: Buffer, { ended, most }: Bounds): Body | undefined {
  if (ended && bytes.length <= most)
    return { bytes, truncated: false, reusable: false, length: bytes.length };
  return cut(bytes, { ended: false, most });
}

/** A body that is over the limit, or whose sender left. */
function cut(bytes: Buffer, { ended, most }: Bounds): Body | undefined {
  if (bytes.length < most && !ended) return undefined;
  return {
    bytes: bytes.subarray(0, most),
    truncated: true,
    reusable: false,
    length: bytes.length,
  };
}

function parseChunked(bytes: Buffer, { ended, most }: Bounds): Body | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  let total = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at, 'latin1');
    if (lineEnd === -1 || total >= most) break;
    const size = chunkSize(bytes.toString('latin1', at, Math.min(lineEnd, at + 256)));
    if (size === 0) {
      const end = trailerEnd(bytes, lineEnd);
      if (end === undefined) break;
      return { bytes: Buffer.concat(chunks), truncated: false, reusable: true, length: end };
    }
    const start = lineEnd + 2;
    const after = start + size;
    if (bytes.length >= after + 2 && (bytes[after] !== 0x0d || bytes[after + 1] !== 0x0a)) {
      throw new ProtocolError('a chunk without its end');
    }
    const piece = bytes.subarray(start, after);
    chunks.push(piece);
    total += piece.length;
    if (bytes.length < after + 2) break;
    at = after + 2;
  }
  if (total < most && !ended) return undefined;
  return {
    bytes: Buffer.concat(chunks).subarray(0, most),
    truncated: true,
    reusable: false,
    length: bytes.length,
  };
}

function trailerEnd(bytes: Buffer, lineEnd: number): number | undefined {
  if (bytes.length >= lineEnd + 4 && bytes[lineEnd + 2] === 0x0d && bytes[lineEnd + 3] === 0x0a)
    return lineEnd + 4;
  const end = bytes.indexOf('\r\n\r\n', lineEnd, 'latin1');
  return end === -1 ? undefined : end + 4;
}

function chunkSize(line: string): number {
  const found = /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(line);
  if (!found) throw new ProtocolError('a chunk size that is no number');
  return Number.parseInt(found[1] ?? '', 16);
}

const INFLATE: Readonly<Record<string, (bytes: Buffer, most: number) => Buffer>> = {
  gzip: (bytes, most) =>
    gunzipSync(bytes, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: (bytes, most) =>
    inflateSync(bytes, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH }),
  br: (bytes, most) =>
    brotliDecompressSync(bytes, {
      maxOutputLength: most,
      finishFlush: constants.BROTLI_OPERATION_FLUSH,
    }),
};

/** Servers compress though `identity` was asked for. What will not come out whole is marked as cut. */
function decompress(
  body: Body,
  encoding: string | undefined,
  most: number,
): Pick<Body, 'bytes' | 'truncated'> {
  if (encoding === undefined || /^(?:identity)?$/i.test(encoding) || body.bytes.length === 0)
    return body;
  const inflate = INFLATE[encoding.trim().toLowerCase().replace(/^x-/, '')];
  if (!inflate) return { bytes: Buffer.alloc(0), truncated: true };
  // A bomb gives nothing at all when it passes the limit, so less of it is tried until that fits.
  for (let size = body.bytes.length; size > 0; size = Math.floor(size / 2)) {
    const whole = size === body.bytes.length;
    try {
      return {
        bytes: inflate(body.bytes.subarray(0, size), most),
        truncated: body.truncated || !whole,
      };
    } catch (error) {
      if (!isTooLarge(error)) break;
    }
  }
  return { bytes: Buffer.alloc(0), truncated: true };
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
