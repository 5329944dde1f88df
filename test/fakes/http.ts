import type { Socket } from 'node:net';
import { listen, type Fake } from './listen.ts';

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Sent as it is, in place of all of the above; the connection is closed after it. */
  readonly raw?: string | Buffer;
}

export type FakePages = (path: string, method: string, body: string) => FakeAnswer;

/** `GET /path`, headers and a body that is as long as announced; everything else is answered 400 as servers do. */
const REQUEST = /^([A-Z]+) (\S+) HTTP\/1\.[01]\r\n([\s\S]*?)\r\n\r\n/;

/** An HTTP server that keeps its connections, written by hand so that it owes nothing to our codec. */
export async function fakeHttp(
  pages: FakePages,
  options: Parameters<typeof listen>[1] = {},
): Promise<Fake> {
  return await listen((socket) => serveHttp(socket, pages), options);
}

export function serveHttp(socket: Socket, pages: FakePages): void {
  let unread = '';
  socket.on('data', (chunk: Buffer) => {
    unread += chunk.toString('latin1');
    for (;;) {
      const found = REQUEST.exec(unread);
      if (!found) {
        if (unread.length > 3 && !/^[A-Z]+ /.test(unread))
          socket.end(encode({ status: 400, body: 'Bad Request' }));
        return;
      }
      const [head = '', method = '', path = '', headers = ''] = found;
      const length = Number(/^content-length: (\d+)$/im.exec(headers)?.[1] ?? 0);
      if (unread.length < head.length + length) return;
      const body = unread.slice(head.length, head.length + length);
      unread = unread.slice(head.length + length);
      const answer = pages(path, method, body);
      socket.write(encode(answer));
      if (answer.raw !== undefined) socket.end();
    }
  });
}

function encode({ status = 200, headers = {}, body = '', raw }: FakeAnswer): Buffer {
  if (raw !== undefined) return Buffer.from(raw);
  const lines = Object.entries({ 'Content-Length': String(Buffer.byteLength(body)), ...headers });
  const head = [
    `HTTP/1.1 ${status} Whatever`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

/** The same answer in JSON. */
export function json(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): FakeAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}
