/** Stores that speak HTTP. A question is `PATH`, or `POST PATH BODY`; ClickHouse has its own in clickhouse.ts. */
import { encodeHttpRequest, parseHttpEvidence, type HttpRequest } from '../../protocols/http.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { AskError, sessionOf, talkTo, type Access, type Answer, type Asker } from './asker.ts';

const OK = 200;

/** One connection for all questions, opened anew where the server closed it. */
export class HttpAsker {
  readonly #dialogue: Dialogue;
  readonly #tls: boolean;
  #line: Line | undefined;

  constructor(dialogue: Dialogue, tls: boolean) {
    this.#dialogue = dialogue;
    this.#tls = tls;
  }

  async send(request: Pick<HttpRequest, 'method' | 'path' | 'headers' | 'body'>): Promise<Answer> {
    if (this.#line?.usable !== true) this.#line = await this.#dialogue.open({ tls: this.#tls });
    const { address, port, agent } = this.#dialogue;
    const host = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    const bytes = encodeHttpRequest({ ...request, host, agent });
    const { status, body, truncated, keepAlive } = await this.#line.ask(
      'http',
      bytes,
      parseHttpEvidence,
    );
    if (!keepAlive) {
      this.#line.close();
      this.#line = undefined;
    }
    const text = body.toString('utf8');
    if (status !== OK) throw new AskError(`HTTP ${status}${codeIn(text)}`);
    return { text, bytes: body, rows: tabbed(text), cut: truncated };
  }
}

/** ClickHouse says a number in its errors; the rest may repeat the question. */
function codeIn(text: string): string {
  const code = /^Code: (\d{1,5})\b/.exec(text)?.[1];
  return code === undefined ? '' : `, code ${code}`;
}

function tabbed(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

export async function askHttp(
  access: Access,
  more: Readonly<Record<string, string>> = {},
): Promise<Asker> {
  const session = sessionOf(access);
  const asker = new HttpAsker(talkTo(session), access.tls);
  const { user, password = '' } = access;
  const basic = Buffer.from(`${user ?? ''}:${password}`).toString('base64');
  const headers = {
    'X-Opaque-Id': access.agent,
    ...(user !== undefined && { Authorization: `Basic ${basic}` }),
    ...more,
  };
  const ask = async (question: string): Promise<Answer> => {
    const [, path = question, body] = /^POST (\S+) (.*)$/s.exec(question) ?? [];
    if (body === undefined) return await asker.send({ method: 'GET', path, headers });
    const typed = { ...headers, 'Content-Type': 'application/json' };
    return await asker.send({ method: 'POST', path, headers: typed, body });
  };
  return { ask, [Symbol.asyncDispose]: async () => await session[Symbol.asyncDispose]() };
}
