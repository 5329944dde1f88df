/**
 * HTTP/1.1 for a client that reads little: one request, one bounded response.
 * https://www.rfc-editor.org/rfc/rfc9112
 */
import { ProtocolError, type Parse } from './codec.ts';

const MAX_HEAD = 32 * 1024;
const MAX_HEADERS = 200;
/** Bytes of a body that are kept; what is longer is cut and marked. */
export const MAX_BODY = 128 * 1024;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, as they go out. */
  readonly path: string;
  readonly host: string;
  readonly agent: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; of a repeated header the first stays. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** The body was cut at `MAX_BODY`, or the peer ended before it was whole. */
  readonly truncated: boolean;
  /** The connection may carry another request. */
  readonly keepAlive: boolean;
}

export function encodeHttpRequest(request: HttpRequest): Buffer {
  const lines = [
    `${request.method} ${request.path} HTTP/1.1`,
    `Host: ${request.host}`,
    `User-Agent: ${request.agent}`,
    'Accept: */*',
    'Accept-Encoding: identity',
    ...Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...(request.body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(request.body)}`]),
  ];
  if (lines.some((line) => /[\r\n\0]/.test(line))) throw new ProtocolError('a line break inside a request line');
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${request.body ?? ''}`);
}

/** `GET /path`, or `POST /path BODY`: method, path with query, and the body as it is. */
export function describeHttp(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const found = /^(GET|POST) (\S+) HTTP\/1\.1\r\n(?:[!-~]+: [^\r\n]*\r\n)*\r\n([\s\S]*)$/.exec(text);
  if (!found) throw new ProtocolError('not one whole HTTP request');
  const body = found[3] ?? '';
  return [`${found[1]} ${found[2]}${body === '' ? '' : ` ${body}`}`];
}

interface Head {
  readonly status: number;
  readonly version: string;
  readonly headers: Map<string, string>;
  readonly length: number;
}

export const parseHttpResponse: Parse<HttpResponse> = (bytes, ended) => {
  const head = parseHead(bytes, ended);
  if (!head) return undefined;
  // Interim answers (100, 103) stand before the real one.
  if (head.status < 200 && head.status !== 101) {
    const rest = parseHttpResponse(bytes.subarray(head.length), ended);
    return rest && { value: rest.value, length: rest.length + head.length };
  }
  const body = parseBody(bytes.subarray(head.length), head, ended);
  if (!body) return undefined;
  const value = {
    status: head.status,
    headers: head.headers,
    body: body.bytes,
    truncated: body.truncated,
    keepAlive: body.reusable && !ended && wantsKeepAlive(head),
  };
  return { value, length: head.length + body.length };
};

function wantsKeepAlive(head: Head): boolean {
  const connection = (head.headers.get('connection') ?? '').toLowerCase();
  return head.version === '1.1' ? !connection.includes('close') : connection.includes('keep-alive');
}

function parseHead(bytes: Buffer, ended: boolean): Head | undefined {
  const start = bytes.toString('latin1', 0, 12);
  if (!'HTTP/1.'.startsWith(start.slice(0, 7)) && !/^HTTP\/1\.[01] [1-9]/.test(start)) {
    throw new ProtocolError('not an HTTP/1 status line');
  }
  const end = bytes.indexOf('\r\n\r\n', 0, 'latin1');
  if (end > MAX_HEAD || (end === -1 && bytes.length > MAX_HEAD)) throw new ProtocolError('HTTP headers without an end');
  if (end === -1) {
    if (ended) throw new ProtocolError('ended inside the HTTP headers');
    return undefined;
  }
  const [statusLine = '', ...fields] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = /^HTTP\/(1\.[01]) ([1-9]\d\d)(?: |$)/.exec(statusLine);
  if (!status || fields.length > MAX_HEADERS) throw new ProtocolError('not an HTTP/1 status line');
  return { version: status[1] ?? '', status: Number(status[2]), headers: parseFields(fields), length: end + 4 };
}

function parseFields(fields: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const field of fields) {
    const colon = field.indexOf(':');
    if (colon < 1) continue;
    const name = field.slice(0, colon).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, field.slice(colon + 1).trim());
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

function parseBody(bytes: Buffer, head: Head, ended: boolean): Body | undefined {
  if (head.status === 204 || head.status === 304 || head.status === 101) return NONE;
  if (/chunked/i.test(head.headers.get('transfer-encoding') ?? '')) return parseChunked(bytes, ended);
  const announced = head.headers.get('content-length');
  if (announced === undefined) return untilEnd(bytes, ended);
  if (!/^\d{1,15}$/.test(announced)) throw new ProtocolError('a Content-Length that is no number');
  const length = Number(announced);
  if (bytes.length >= length && length <= MAX_BODY) {
    return { bytes: bytes.subarray(0, length), truncated: false, reusable: true, length };
  }
  return cut(bytes, ended);
}

function untilEnd(bytes: Buffer, ended: boolean): Body | undefined {
  if (ended && bytes.length <= MAX_BODY) return { bytes, truncated: false, reusable: false, length: bytes.length };
  return cut(bytes, false);
}

/** A body that is over the limit, or whose sender left. */
function cut(bytes: Buffer, ended: boolean): Body | undefined {
  if (bytes.length < MAX_BODY && !ended) return undefined;
  return { bytes: bytes.subarray(0, MAX_BODY), truncated: true, reusable: false, length: bytes.length };
}

function parseChunked(bytes: Buffer, ended: boolean): Body | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  let total = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at, 'latin1');
    if (lineEnd === -1 || total >= MAX_BODY) break;
    const size = chunkSize(bytes.toString('latin1', at, Math.min(lineEnd, at + 256)));
    if (size === 0) {
      const end = trailerEnd(bytes, lineEnd);
      if (end === undefined) break;
      return { bytes: Buffer.concat(chunks), truncated: false, reusable: true, length: end };
    }
    const start = lineEnd + 2;
    const piece = bytes.subarray(start, start + size);
    chunks.push(piece);
    total += piece.length;
    if (bytes.length < start + size + 2) break;
    at = start + size + 2;
  }
  if (total < MAX_BODY && !ended) return undefined;
  return { bytes: Buffer.concat(chunks).subarray(0, MAX_BODY), truncated: true, reusable: false, length: bytes.length };
}

function trailerEnd(bytes: Buffer, lineEnd: number): number | undefined {
  if (bytes.length >= lineEnd + 4 && bytes[lineEnd + 2] === 0x0d) return lineEnd + 4;
  const end = bytes.indexOf('\r\n\r\n', lineEnd, 'latin1');
  return end === -1 ? undefined : end + 4;
}

function chunkSize(line: string): number {
  const found = /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(line);
  if (!found) throw new ProtocolError('a chunk size that is no number');
  return Number.parseInt(found[1] ?? '', 16);
}
