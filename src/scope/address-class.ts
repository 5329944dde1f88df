import { parseAddress } from './address.ts';
import { blockOf, type Range } from './range.ts';

/** What the registries keep an address for; it decides what has to be said before it may be asked. */
export type AddressClass =
  | 'loopback'
  | 'link-local'
  | 'private'
  | 'unique-local'
  | 'cgnat'
  | 'metadata'
  | 'unspecified'
  | 'multicast'
  | 'broadcast'
  | 'reserved'
  | 'documentation'
  | 'public';

/**
 * IANA's special-purpose registries for IPv4 and IPv6, as of November 2026
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …ipv6-special-registry), and the addresses at
 * which clouds hand credentials to whoever asks from inside a machine.
 */
const BLOCKS: readonly (readonly [AddressClass, string])[] = [
  ['public', '0.0.0.0/0 2000::/3 192.88.99.0/24'],
  ['reserved', '::/0 192.0.0.0/24 240.0.0.0/4'],
  ['unspecified', '0.0.0.0/8 ::/128'],
  ['loopback', '127.0.0.0/8 ::1/128'],
  ['link-local', '169.254.0.0/16 fe80::/10'],
  ['private', '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16'],
  ['unique-local', 'fc00::/7 fec0::/10'],
  ['cgnat', '100.64.0.0/10'],
  ['multicast', '224.0.0.0/4 ff00::/8'],
  ['broadcast', '255.255.255.255/32'],
  ['documentation', '192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20'],
  // Benchmarking counts with documentation: routed nowhere, owned by nobody.
  ['documentation', '198.18.0.0/15 2001:2::/48'],
  // EC2 and most others; ECS tasks; Alibaba; Azure's host agent; Oracle.
  ['metadata', '169.254.169.254/32 169.254.170.2/32 100.100.100.200/32 168.63.129.16/32'],
  ['metadata', '192.0.0.192/32'],
  // EC2, Google and OpenStack over IPv6.
  ['metadata', 'fd00:ec2::254/128 fd20:ce::254/128 fe80::a9fe:a9fe/128'],
];

function readBlock(text: string): Range {
  const [base = '', prefix = ''] = text.split('/');
  const address = parseAddress(base);
  if (address === undefined) throw new Error(`no address: ${base}`);
  return blockOf(address, Number(prefix));
}

/** Every block with its class; where blocks nest, the narrower one says what an address is. */
export const CLASS_BLOCKS: readonly { readonly range: Range; readonly class: AddressClass }[] =
  BLOCKS.flatMap(([name, blocks]) =>
    blocks.split(' ').map((block) => ({ range: readBlock(block), class: name })),
  );
