import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Fake extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** Everything that each connection sent, in the order of the connections. */
  readonly heard: readonly string[];
}

/** A server on loopback that does what `serve` says with each connection. */
export async function listen(
  serve: (socket: Socket, number: number) => void,
  options: {
    readonly address?: string;
    readonly port?: number;
    readonly server?: (serve: (socket: Socket) => void) => Server;
  } = {},
): Promise<Fake> {
  const { address = '127.0.0.1', port = 0, server: make = createServer } = options;
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = make((socket) => {
    const number = heard.push('');
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      heard[number - 1] += chunk.toString('latin1');
    });
    serve(socket, number);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  return {
    address,
    port: (server.address() as AddressInfo).port,
    heard,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
