import { createServer, type AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { dial } from '../lab/dial.ts';

export interface Relay extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
}

/** A port on loopback, a free one where none is given, whose connections come from inside a namespace. */
export async function relay(
  server: { readonly address: string; readonly port: number },
  netns: string,
  at: { readonly address: string; readonly port: number } = { address: '127.0.0.1', port: 0 },
): Promise<Relay> {
  const listener = createServer((socket) => {
    const there = dial(server.address, server.port, netns);
    pipeline(socket, there, socket, () => socket.destroy());
  });
  await new Promise<void>((resolve) => {
    listener.listen(at.port, at.address, resolve);
  });
  const { address, port } = listener.address() as AddressInfo;
  return { address, port, [Symbol.asyncDispose]: async () => void listener.close() };
}
