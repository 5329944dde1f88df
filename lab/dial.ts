import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Certificate } from './certificates.ts';
import { inNamespace } from './run.ts';

/** Runs inside the namespace, where this process cannot go: a connection over standard input. */
const RELAY = `
const [address, port] = process.argv.slice(1);
const socket = require('node:net').connect(Number(port), address);
socket.on('error', () => process.exit(1));
socket.on('end', () => process.exit(0));
process.stdin.pipe(socket);
socket.pipe(process.stdout);
`;

export function dial(address: string, port: number, netns?: string): Duplex {
  const connection =
    netns === undefined
      ? connect({ host: address, port, autoSelectFamily: false })
      : dialInside(netns, address, port);
  // Whoever asks hears of it as well; a connection that nobody has got round to asking must not
  // take the process down.
  connection.on('error', () => undefined);
  return connection;
}

function dialInside(netns: string, address: string, port: number): Duplex {
  const relay = [process.execPath, '-e', RELAY, address, String(port)];
  const [program = '', ...rest] = [...inNamespace(netns), ...relay];
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = Duplex.from({ readable: child.stdout, writable: child.stdin });
  connection.once('close', () => child.kill('SIGKILL'));
  child.once('error', (error) => connection.destroy(error));
  return connection;
}

/** TLS over a connection. The lab knows whom it talks to, so that nothing is verified. */
export function secure(connection: Duplex, client?: Certificate): Duplex {
  const tls = connectTls({
    socket: connection,
    rejectUnauthorized: false,
    ...(client && { cert: readFileSync(client.cert), key: readFileSync(client.key) }),
  });
  tls.on('error', () => undefined);
  connection.once('error', (error) => tls.destroy(error));
  return tls;
}

/**
 * Sends bytes and gives what came back, until it is enough, the other side ends, or time is up.
 * Whatever happens the connection is closed afterwards.
 */
export async function ask(
  connection: Duplex,
  request: Buffer | string,
  enough: (answer: Buffer) => boolean = (answer) => answer.length > 0,
  patience = 2_000,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const finish = (): void => resolve(Buffer.concat(parts));
      const timer = setTimeout(finish, patience);
      connection.on('data', (part: Buffer) => {
        parts.push(part);
        if (enough(Buffer.concat(parts))) finish();
      });
      connection.once('end', finish);
      connection.once('close', () => {
        clearTimeout(timer);
        finish();
      });
      connection.on('error', reject);
      connection.write(request);
    });
  } finally {
    connection.destroy();
  }
}

export interface HttpQuestion {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly patience?: number;
  /** Where a server takes nothing older; 1.0 otherwise, which spares us chunks and connections kept alive. */
  readonly version?: '1.1';
}

export interface HttpAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** One request. */
export async function askHttp(
  connection: Duplex,
  question: HttpQuestion = {},
): Promise<HttpAnswer> {
  const body = Buffer.from(question.body ?? '');
  const headers = {
    Host: 'localhost',
    // Some servers fail without one.
    'User-Agent': 'lab-set-up',
    'Content-Length': String(body.length),
    ...(question.version && { Connection: 'close' }),
    ...question.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${question.method ?? 'GET'} ${question.path ?? '/'} HTTP/${question.version ?? '1.0'}\r\n${lines.join('')}\r\n`;
  const request = Buffer.concat([Buffer.from(head), body]);
  const answer = await ask(connection, request, () => false, question.patience ?? 5_000);
  const text = answer.toString();
  const split = text.indexOf('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.\d (?<status>\d{3})/.exec(text)?.groups?.['status'] ?? 0),
    head: split < 0 ? text : text.slice(0, split),
    body: split < 0 ? '' : text.slice(split + 4),
  };
}

/** Whether a page is answered in this way, as most servers tell that they are ready. */
export async function answers(connection: Duplex, path: string, expected = 200): Promise<boolean> {
  const { status } = await askHttp(connection, { path });
  return status === expected;
}

export const basicAuthorization = (user: string, password: string): Record<string, string> => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});
