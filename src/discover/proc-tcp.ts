import { unmapped, type Address } from '../scope/address.ts';

/** One listening socket, as the kernel's table shows it. */
export interface ListeningSocket {
  readonly address: Address;
  readonly port: number;
  readonly uid: number;
  readonly inode: string;
}

const LISTEN = '0A';

/**
 * The listening sockets of /proc/net/tcp or tcp6 (Documentation/networking/proc_net_tcp.rst):
 *
 *     sl  local_address rem_address   st tx_queue:rx_queue tr:when retrnsmt   uid  timeout inode …
 *
 * Addresses are 32-bit words printed as the processor holds them, though their bytes are in network order.
 */
export function parseTcpTable(table: string, littleEndian: boolean): ListeningSocket[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state, , , , uid, , inode = ''] = line.trim().split(/\s+/);
      const [, words, port] = /^([\dA-F]{8}|[\dA-F]{32}):([\dA-F]{4})$/.exec(local) ?? [];
      if (state !== LISTEN || words === undefined || port === undefined) return [];
      const address = readWords(words, littleEndian);
      return [{ address, port: Number.parseInt(port, 16), uid: Number(uid), inode }];
    });
}

function readWords(words: string, littleEndian: boolean): Address {
  const hex = (words.match(/.{8}/g) ?? [])
    .map((word) => (littleEndian ? swap(word) : word))
    .join('');
  if (hex.length === 8) return { version: 4, value: Number.parseInt(hex, 16) };
  // A dual-stack socket that is bound to an IPv4 address shows it mapped.
  return unmapped(BigInt(`0x${hex}`));
}

function swap(word: string): string {
  return (word.match(/../g) ?? []).toReversed().join('');
}
