import { expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';

withServers('derby')('Apache Derby, which speaks the same wire', () => {
  it.each(['usual', 'odd'] as const)('on its %s port', async (port) => {
    await using server = await startServer('derby', 'open', { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({
      product: null,
      protocol: 'drda',
      access: 'protected',
      authMethods: ['other'],
      says: { server: 'Apache Derby' },
      undeclared: 0,
    });
    expect(seen.connections).toBeLessThanOrEqual(port === 'usual' ? 1 : 2);
  });
});

/** EXCSATRD with class QDB2/LINUXX8664 and release SQL11055, and ACCSECRD with what is taken. */
const ATTRIBUTES = Buffer.from(
  '0029d0020001002314430013 1147 d8c4c2f261d3c9d5e4e7e7f8f6f6f4 000c115a e2d8d3f1f1f0f5f5'.replaceAll(
    ' ',
    '',
  ),
  'hex',
);

it.each([
  ['000e14ac000a11a2000300090007', 'protected', ['cleartext', 'other']],
  ['000814ac000411a2', 'identified', []],
  ['00081232000411a2', 'identified', []],
])('Db2 as documented, answering %s', async (answer, access, methods) => {
  const size = (answer.length / 2 + 6).toString(16).padStart(4, '0');
  await using fake = await listen((socket) => {
    socket.on('data', (chunk: Buffer) => {
      if (chunk[2] !== 0xd0) socket.end();
      else if (chunk.readUInt16BE(8) === 0x1041) socket.write(ATTRIBUTES);
      else socket.write(Buffer.from(`${size}d0020001${answer}`, 'hex'));
    });
  });
  const seen = await ask(fake);
  expect(seen).toMatchObject({ product: 'db2', version: '11.5.5', access, undeclared: 0 });
  expect(seen.authMethods).toEqual(methods);
  expect(seen.connections).toBeLessThanOrEqual(8);
});
