import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { LabError } from './product.ts';

/**
 * Above the range from which Linux takes the source ports of outgoing connections, so that nobody
 * grabs one between our look and the server's bind; and free of any product's own port.
 */
const LOWEST = 61_700;
const HIGHEST = 64_700;

const taken = new Set<string>();

async function isFree(address: string, port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: address, port }, () => server.close(() => resolve(true)));
  });
}

/** A port that nothing uses on this address. In a namespace only our own book is looked at. */
export async function freePort(address: string, look = true): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    const name = `${address}:${port}`;
    // One after the other: the first that fits ends the search.
    if (taken.has(name) || (look && !(await isFree(address, port)))) continue;
    taken.add(name);
    return port;
  }
  throw new LabError(`no free port on ${address}`);
}

export function releasePort(address: string, port: number): void {
  taken.delete(`${address}:${port}`);
}

/** A loopback address on which all these ports are free; never 127.0.0.1, where others listen. */
export async function freeAddress(ports: readonly number[]): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const address = `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`;
    const free = await Promise.all(ports.map(async (port) => await isFree(address, port)));
    if (free.every(Boolean)) return address;
  }
  throw new LabError(`no loopback address has ${ports.join(', ')} free`);
}
