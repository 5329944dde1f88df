import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress } from '../scope/address.ts';
import { parseTcpTable } from './proc-tcp.ts';

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, state = '0A'): string =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000   998        0 4711 1 0000 100 0 0 10 0`;

describe("the kernel's table", () => {
  it.each([
    ['0100007F:18EB', true, '127.0.0.1:6379'],
    ['7F000001:18EB', false, '127.0.0.1:6379'],
    ['00000000:0050', true, '0.0.0.0:80'],
    ['FE01000A:FFFF', true, '10.0.1.254:65535'],
    ['00000000000000000000000000000000:0050', true, ':::80'],
    ['00000000000000000000000001000000:0050', true, '::1:80'],
    ['00000000000000000000000000000001:0050', false, '::1:80'],
    ['B80D01200000000000000000010000FF:0050', true, '2001:db8::ff00:1:80'],
    ['0000000000000000FFFF00000100007F:0050', true, '127.0.0.1:80'],
  ])('shows %s (little-endian: %s) as %s', (local, littleEndian, expected) => {
    const [socket, ...more] = parseTcpTable(`${HEAD}\n${row(local)}\n`, littleEndian);
    expect(more).toEqual([]);
    expect(socket && `${formatAddress(socket.address)}:${socket.port}`).toBe(expected);
    expect(socket).toMatchObject({ uid: 998, inode: '4711' });
  });

  it.each([
    ['an established connection', row('0100007F:18EB', '01')],
    ['a line cut short', '   0: 0100007F:18EB 00000000:0000'],
    ['another address family', row('0100007F00:18EB')],
    ['nothing', ''],
  ])('passes over %s', (_, line) => {
    expect(parseTcpTable(`${HEAD}\n${line}`, true)).toEqual([]);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Array.isArray(parseTcpTable(text, true))).toBe(true);
      }),
    );
  });
});
