/**
 * Hostile servers of our own: they say yes to what no real server says yes to, reflect, stall or lie. None may be taken
 * for an open one. They keep nothing and reach nothing.
 */
import { createServer, type Socket } from 'node:net';

export interface Trap {
  readonly id: string;
  /** What it does, as it ends a sentence. */
  readonly does: string;
  readonly serve: (socket: Socket) => void;
}

export interface SprungTrap extends AsyncDisposable {
  readonly port: number;
}

/** Sets a trap on loopback, at a free port or at `port` of `address`. */
export async function spring(trap: Trap, address = '127.0.0.1', port = 0): Promise<SprungTrap> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    trap.serve(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  const place = server.address();
  return {
    port: typeof place === 'object' && place ? place.port : port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** One answer to whatever comes. */
export function always(
  answer: string | Buffer | ((heard: Buffer) => string | Buffer),
): Trap['serve'] {
  return (socket) => {
    socket.on('data', (heard: Buffer) => {
      const bytes = typeof answer === 'function' ? answer(heard) : answer;
      if (bytes.length > 0) socket.write(bytes);
    });
  };
}
