/**
 * One HTTPS request to a receiver: pinned address, verified certificate, no redirect, no proxy, bounded answer.
 * The rules of https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
 */
import { request as overHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import { EgressError, pin, type Leave } from './permit.ts';

export interface Message extends Leave {
  readonly method?: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** PEM of the authorities to trust for this receiver, beside none other. */
  readonly ca?: string;
  /** Milliseconds, where it may take longer than usual. */
  readonly within?: number;
  /** Bytes, where its answer may be longer than usual. */
  readonly most?: number;
}

export interface Receipt {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** At most `most` bytes of it. */
  readonly body: string;
}

const MOST_BYTES = 64 * 1024;
const MOST_MILLISECONDS = 10_000;

/** Resolves with whatever the receiver answered; `EgressError` where nothing could be sent or nobody answered. */
export async function post(url: URL, message: Message): Promise<Receipt> {
  refuseScheme(url, message);
  const { address, family } = await pin(url.hostname, message);
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(new EgressError(wordsFor(error), { cause: error }));
    const secure = url.protocol === 'https:';
    const options: RequestOptions = {
      host: address,
      family,
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: message.method ?? 'POST',
      headers: {
        ...message.headers,
        Host: url.host,
        'Content-Length': String(Buffer.byteLength(message.body)),
      },
      agent: false,
      signal: AbortSignal.timeout(message.within ?? MOST_MILLISECONDS),
    };
    const sent = secure
      ? overHttps({ ...options, servername: nameOf(url), ...(message.ca && { ca: message.ca }) })
      : overHttp(options);
    sent.on('error', fail);
    sent.on('response', (response) => {
      read(response, message.most ?? MOST_BYTES).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        fail,
      );
    });
    sent.end(message.body);
  });
}

/** Clear text only where it stays on this machine, and only where the file allows it. */
export function refuseScheme({ protocol, hostname }: URL, { allowPrivate }: Leave): void {
  if (protocol === 'https:') return;
  const isHere = /^(?:127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (protocol === 'http:' && allowPrivate && isHere) return;
  throw new EgressError('receivers are reached over https only');
}

/** SNI takes names, not addresses: RFC 6066, section 3. */
function nameOf({ hostname }: URL): string {
  return /^[\d.]+$|^\[/.test(hostname) ? '' : hostname;
}

async function read(response: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  response.destroy();
  return Buffer.concat(chunks).toString('utf8', 0, most);
}

function wordsFor(error: NodeJS.ErrnoException): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return 'it did not answer in time';
  return `it could not be reached (${error.code ?? error.name})`;
}
