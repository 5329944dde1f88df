/** One bounded HTTP conversation with one endpoint: it keeps the connection where the server lets it. */
import { type HttpResponse, MAX_BODY } from '../../protocols/http.ts';
import type { Declares, Dialogue, Line } from '../../protocols/line.ts';
import { WireError } from '../../protocols/line.ts';
import type { HttpCredential } from './http-credential.ts';
import { boundedJson } from './bounded-json.ts';
import { parserFor, requestBytes } from './http-request.ts';

export interface HttpPage extends HttpResponse {
  readonly path: string;
  /** The body as text, at most `MAX_BODY` bytes of it. */
  readonly text: string;
  /** The body as JSON, or `undefined` where it is none or too deep. */
  readonly json: unknown;
}

export interface HttpAsk {
  readonly method?: 'GET' | 'POST' | 'HEAD';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A document, which may be larger than other answers. */
  readonly large?: true;
  /** The answer may be a stream of events that never ends: its first event is enough. */
  readonly stream?: true;
}

/** What all who take part in a conversation share. */
interface Shared {
  line: Line | undefined;
  /** Connections that are left for what comes after: fewer are spent where the port already says what to ask. */
  reserve: number;
  readonly pages: Map<string, HttpPage>;
  /** Bytes of bodies that the connection has brought, and how many it may before another one is opened. */
  brought: number;
  carries: number | undefined;
}

export class HttpTalk {
  readonly dialogue: Dialogue;
  readonly encrypted: boolean;
  readonly #declares: Declares;
  readonly #shared: Shared;
  #credential: HttpCredential | undefined;

  constructor(
    dialogue: Dialogue,
    encrypted: boolean,
    declares: Declares,
    shared: Shared = {
      line: undefined,
      reserve: 0,
      pages: new Map(),
      brought: 0,
      carries: undefined,
    },
  ) {
    this.dialogue = dialogue.speaking(declares);
    this.encrypted = encrypted;
    this.#declares = declares;
    this.#shared = shared;
  }

  /** The connection is still there, so that another question costs none. */
  get kept(): boolean {
    return this.#shared.line?.usable === true;
  }

  /** One more request costs no connection, or leaves `spare` of them. */
  hasRoom(spare = 0): boolean {
    return this.kept || this.dialogue.connectionsLeft - this.#shared.reserve > spare;
  }

  /** From here on no more than `count` connections are worth it. */
  allow(count: number): void {
    this.#shared.reserve = Math.max(0, this.dialogue.connectionsLeft - count);
  }

  /** One connection may bring as many bytes as this, which is more than a look has. */
  carry(bytes: number): void {
    this.#shared.carries = bytes;
  }

  /** Requests of the conversation so far. */
  get asked(): number {
    return this.#shared.pages.size;
  }

  /** A connection on which the conversation goes on. */
  continueOn(line: Line): void {
    this.#shared.line = line;
  }

  close(): void {
    this.#shared.line?.close();
    this.#shared.line = undefined;
    this.#shared.brought = 0;
  }

  /** The same conversation on the same connection, held to what one product declares. */
  speaking(declares: Declares): HttpTalk {
    return new HttpTalk(this.dialogue, this.encrypted, declares, this.#shared);
  }

  /** Every request of this conversation goes out with these credentials. */
  as(credential: HttpCredential | undefined): this {
    this.#credential = credential;
    return this;
  }

  /** A page that came by another way, so that it is not asked twice. */
  remember(page: HttpPage): void {
    this.#shared.pages.set(`GET ${page.path} `, page);
  }

  get(path: string): Promise<HttpPage> {
    return this.ask({ path });
  }

  /** Asks once: a page that was already read is not asked again. */
  async ask(request: HttpAsk): Promise<HttpPage> {
    const key = `${request.method ?? 'GET'} ${request.path} ${request.body ?? ''}`;
    const known = this.#shared.pages.get(key);
    if (known) return known;
    const page = await this.#fetch(request);
    this.#shared.pages.set(key, page);
    return page;
  }

  /** Asks, and remembers nothing of the answer: a sample. */
  askOnce(request: HttpAsk): Promise<HttpPage> {
    return this.#fetch(request);
  }

  async #fetch(request: HttpAsk): Promise<HttpPage> {
    const { kept } = this;
    try {
      return await this.#once(request);
    } catch (error) {
      // A kept connection may have been closed between two requests; that is no answer yet.
      const stale =
        kept && error instanceof WireError && (error.fault === 'closed' || error.fault === 'reset');
      if (!stale) throw error;
      this.close();
      return this.#once(request);
    }
  }

  /** A large answer leaves too little of what one connection may bring. */
  #isSpent(bytes: number): boolean {
    const { carries } = this.#shared;
    this.#shared.brought += bytes;
    return carries === undefined ? bytes > MAX_BODY : this.#shared.brought > carries;
  }

  async #once(request: HttpAsk): Promise<HttpPage> {
    const credentials = this.#credential?.headers();
    const old = this.#shared.line;
    const line = old?.usable ? old : await this.dialogue.open({ tls: this.encrypted });
    this.#shared.line = line;
    line.narrow(this.#declares);
    const bytes = requestBytes(this.dialogue, this.encrypted, {
      ...request,
      headers: { ...request.headers, ...credentials },
    });
    const response = await line.ask('http', bytes, parserFor(request));
    this.#credential?.heard(response.status);
    if (!response.keepAlive || this.#isSpent(response.body.length)) this.close();
    return pageOf(request.path, response);
  }
}

export function pageOf(path: string, response: HttpResponse): HttpPage {
  const text = response.body.toString('utf8');
  return { ...response, path, text, json: response.truncated ? undefined : boundedJson(text) };
}

/** A property of an untrusted JSON object, or `undefined`. */
export function field(json: unknown, ...path: readonly string[]): unknown {
  let value = json;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, name)?.value;
  }
  return value;
}

/** A string property, or `undefined`. */
export function textField(json: unknown, ...path: readonly string[]): string | undefined {
  const value = field(json, ...path);
  return typeof value === 'string' ? value : undefined;
}
