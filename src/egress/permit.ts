/** Where a receiver may stand: a public address, unless the configuration file allows a private one. */
import { lookup } from 'node:dns/promises';
import { parseAddress } from '../scope/address.ts';
import { classOf } from '../scope/class-of.ts';

export interface Leave {
  /** The configuration file, and never the page, allows this receiver a private or loopback address. */
  readonly allowPrivate: boolean;
}

/** Why nothing was sent, in a sentence for the operator. */
export class EgressError extends Error {
  override readonly name = 'EgressError';
}

const PRIVATE = new Set(['private', 'unique-local', 'cgnat', 'loopback']);

export interface Pinned {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * Looks a receiver's name up once. What is sent goes to the address that was judged here, so that a name which resolves
 * to something else a moment later leads nowhere.
 */
export async function pin(host: string, { allowPrivate }: Leave): Promise<Pinned> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const found = parseAddress(bare) ? [{ address: bare }] : await resolve(bare);
  let refused = '';
  for (const { address } of found) {
    const parsed = parseAddress(address);
    if (!parsed) continue;
    const kind = classOf(parsed);
    if (kind === 'public' || (allowPrivate && PRIVATE.has(kind)))
      return { address, family: parsed.version };
    refused = kind;
  }
  throw new EgressError(
    refused === ''
      ? 'its name leads to no address'
      : `its name leads to a ${refused} address, which only the configuration file can allow`,
  );
}

async function resolve(name: string): Promise<{ address: string }[]> {
  try {
    return await lookup(name, { all: true });
  } catch (error) {
    throw new EgressError('its name does not resolve', { cause: error });
  }
}
