/** Requests from a loopback address of one's own choice, so that a log shows several visitors. */
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import type { LabServer } from '../../lab/index.ts';

export interface Ask {
  readonly path: string;
  readonly agent?: string;
  readonly method?: string;
  readonly body?: string;
}

/** The status, once the whole answer has been read, and how long its body was. */
export async function httpFrom(
  localAddress: string,
  { address, port }: Pick<LabServer, 'address' | 'port'>,
  { path, agent = 'curl/8', method = 'GET', body }: Ask,
): Promise<{ status: number; text: string }> {
  return await new Promise((resolve, reject) => {
    const options = { host: address, port, localAddress, path, method, agent: false };
    const asking = request({ ...options, headers: { 'User-Agent': agent } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('latin1') }),
      );
      answer.on('error', reject);
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

/** Says words and waits until the answer is complete. */
export async function sayFrom(
  localAddress: string,
  { address, port }: Pick<LabServer, 'address' | 'port'>,
  words: string,
  isWhole: (sofar: string) => boolean,
): Promise<string> {
  return await new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, localAddress });
    let sofar = '';
    socket.on('data', (data) => {
      sofar += data.toString('latin1');
      if (!isWhole(sofar)) return;
      socket.destroy();
      resolve(sofar);
    });
    socket.on('error', reject);
    socket.write(words);
  });
}

/** A door on loopback whose visitors reach the server from an address of our choice; for clients that cannot choose. */
export async function doorFrom(
  localAddress: string,
  { address, port }: Pick<LabServer, 'address' | 'port'>,
): Promise<AsyncDisposable & { readonly port: number }> {
  const door = createServer((visitor) => {
    const onward = connect({ host: address, port, localAddress });
    visitor.pipe(onward).pipe(visitor);
    visitor.on('error', () => onward.destroy());
    onward.on('error', () => visitor.destroy());
  });
  await new Promise<void>((resolve) => {
    door.listen(0, '127.0.0.1', resolve);
  });
  const bound = door.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => {
        door.close(() => resolve());
      });
    },
  };
}
