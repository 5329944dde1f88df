import { expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';

const V1_0 = 'c3bdc234';
const V0_4 = '202d0c40';
const VERSION =
  '{"max_protocol_version":0,"min_protocol_version":0,"server_version":"2.4.3","success":true}\0';
const UNKNOWN =
  'ERROR: Received an unsupported protocol version. This port is for RethinkDB queries. Does your client driver version not match the server?\n\0';
const DATABASES = '{"t":1,"r":[["rethinkdb","canary"]]}';

/** The driver port as the vendor describes it; `takes` says which keys are right. */
function driver(takes: (key: string) => boolean) {
  return listen((socket) => {
    let isIn = false;
    socket.on('data', (chunk: Buffer) => {
      const magic = chunk.toString('hex', 0, 4);
      if (isIn) {
        const head = Buffer.from('000000000000000100000000', 'hex');
        head.writeUInt32LE(DATABASES.length, 8);
        socket.write(Buffer.concat([head, Buffer.from(DATABASES)]));
      } else if (magic === V1_0) socket.write(VERSION);
      else if (magic === V0_4) {
        isIn = takes(chunk.toString('latin1', 8, 8 + chunk.readUInt32LE(4)));
        socket.write(isIn ? 'SUCCESS\0' : 'ERROR: Incorrect authorization key.\n\0');
      } else socket.end(UNKNOWN);
    });
  });
}

it('asks for a log-in', async () => {
  await using fake = await driver(() => true);
  expect(await ask(fake)).toMatchObject({
    product: 'rethinkdb',
    protocol: 'rethinkdb',
    version: '2.4.3',
    access: 'protected',
    connections: 2,
    sent: ['TLS ClientHello', 'handshake 1.0'],
  });
});

it.each([
  ['admin has a password', (key: string) => key === 's3cret', 'protected', null],
  ['admin has none', (key: string) => key === '', 'passwordless', 'admin'],
  ['any key is right', () => true, 'decoy', null],
])('with leave: %s', async (_name, takes, access, grants) => {
  await using fake = await driver(takes);
  const seen = await ask({ ...fake, accounts: 'empty' });
  expect(seen).toMatchObject({ access, grants, undeclared: 0 });
  expect(JSON.stringify(seen)).not.toContain('canary');
});
