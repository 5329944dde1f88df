import { freeAddress, freePort, releasePort } from './ports.ts';
import type { Product, StartOptions } from './product.ts';

/** Where a server is to listen: one address, and a port for each of its names. */
export interface Place {
  readonly address: string;
  readonly main: string;
  port(name: string): number;
  ports(): Readonly<Record<string, number>>;
  release(): void;
}

export async function choosePlace(
  product: Product,
  state: string,
  options: StartOptions,
): Promise<Place> {
  const usual = product.portsIn?.[state] ?? product.ports;
  const [main = 'main'] = Object.keys(usual);
  const address = options.address ?? (await chooseAddress(usual, options));
  const ports: Record<string, number> = {};
  for (const [name, usualPort] of Object.entries(usual)) {
    ports[name] = await choosePort(address, usualPort, name === main, options);
  }
  return {
    address,
    main,
    port(name) {
      const port = ports[name];
      if (port === undefined) throw new Error(`${product.id} has no port named ${name}`);
      return port;
    },
    ports: () => ({ ...ports }),
    release() {
      for (const port of Object.values(ports)) releasePort(address, port);
    },
  };
}

async function chooseAddress(
  usual: Readonly<Record<string, number>>,
  { port, netns }: StartOptions,
): Promise<string> {
  return port === 'usual' && netns === undefined
    ? await freeAddress(Object.values(usual).filter((usualPort) => usualPort !== 0))
    : '127.0.0.1';
}

async function choosePort(
  address: string,
  usualPort: number,
  isMain: boolean,
  { port = 'odd', netns }: StartOptions,
): Promise<number> {
  if (port === 'usual' && usualPort !== 0) return usualPort;
  if (typeof port === 'number' && isMain) return port;
  return await freePort(address, netns === undefined);
}
