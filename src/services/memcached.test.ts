import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';

const EXPECTED = [
  { state: 'open', access: 'open', version: '1.6.18', methods: ['none'] },
  { state: 'password', access: 'protected', version: null, methods: ['cleartext'] },
  { state: 'sasl', access: 'protected', version: '1.6.18', methods: ['cleartext'] },
  { state: 'tls', access: 'open', version: '1.6.18', methods: ['none'] },
] as const;

const MOST = { usual: 3, odd: 8 } as const;

withServers('memcached')('a real Memcached', () => {
  it.each(
    EXPECTED.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))),
  )('$state on its $port port', async ({ state, port, access, version, methods }) => {
    await using server = await startServer('memcached', state, { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({ product: 'memcached', protocol: 'memcached', access });
    expect(seen.authMethods).toEqual(methods);
    // The lab takes whatever version is installed.
    if (version === null) expect(seen.version).toBeNull();
    else expect(seen.version).toMatch(/^1\.\d+\.\d+/);
    expect(seen.undeclared).toBe(0);
    expect(seen.connections).toBeLessThanOrEqual(MOST[port]);
    expect(seen.proof.length).toBeGreaterThan(0);
    if (access === 'open')
      expect(seen.control).toEqual([{ asked: 'a verb that does not exist', answered: 'ERROR' }]);
    expect(seen.tls?.offered ?? false).toBe(state === 'tls');
    expect(seen.plaintext).toBe(state !== 'tls');
  });
});

describe('what looks like Memcached', () => {
  it.each([
    {
      name: 'takes any verb',
      lines: ['VERSION 1.6.18', 'STAT pid 1\r\nSTAT curr_items 5\r\nEND', 'OK'],
      access: 'decoy',
      product: null,
    },
    {
      name: 'tells its version only',
      lines: ['VERSION 1.4.0', 'ERROR', 'ERROR'],
      access: 'identified',
      product: 'memcached',
    },
    {
      name: 'tells no count of its items',
      lines: ['VERSION 1.6.18', 'STAT pid 1\r\nEND', 'ERROR'],
      access: 'identified',
      product: 'memcached',
    },
    {
      name: 'has a version of its own',
      lines: ['VERSION 7.2.0', 'STAT pid 1\r\nEND', 'ERROR'],
      access: 'identified',
      product: null,
    },
    { name: 'refuses everything', lines: ['ERROR'], access: 'identified', product: null },
  ])('$name', async ({ lines, access, product }) => {
    await using fake = await listen((socket) => {
      socket.on('data', (chunk: Buffer) => {
        if (!chunk.includes('version')) socket.write('ERROR\r\n');
        else socket.write(`${lines.join('\r\n')}\r\n`);
      });
    });
    const seen = await ask(fake);
    expect(seen).toMatchObject({ protocol: 'memcached', access, product });
    expect(seen.connections).toBe(2);
  });

  it('is full', async () => {
    await using fake = await listen((socket) => socket.end('ERROR Too many open connections\r\n'));
    expect(await ask(fake)).toMatchObject({
      product: 'memcached',
      access: 'unknown',
      reason: 'It takes no more connections at present.',
    });
  });

  it('speaks the binary protocol only, and wants no log-in', async () => {
    const header = (opcode: number, status: number, key: string, value: string): Buffer => {
      const bytes = Buffer.alloc(24);
      bytes.set([0x81, opcode]);
      bytes.writeUInt16BE(key.length, 2);
      bytes.writeUInt16BE(status, 6);
      bytes.writeUInt32BE(key.length + value.length, 8);
      return Buffer.concat([bytes, Buffer.from(key + value)]);
    };
    await using fake = await listen((socket) => {
      socket.on('data', (chunk: Buffer) => {
        // As the real one does it waits for a whole header.
        if (chunk.length < 24) return;
        if (chunk[0] !== 0x80) socket.end();
        else
          socket.write(
            Buffer.concat([
              header(0x0b, 0, '', '1.6.18'),
              header(0x20, 0x81, '', 'Unknown command'),
              header(0x10, 0, 'curr_items', '2'),
              header(0x10, 0, '', ''),
              header(0x7f, 0x81, '', 'Unknown command'),
            ]),
          );
      });
    });
    expect(await ask(fake)).toMatchObject({
      product: 'memcached',
      version: '1.6.18',
      access: 'open',
      grants: 'read-write',
    });
  });
});
