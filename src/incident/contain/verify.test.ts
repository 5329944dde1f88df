/** Stores that say what no honest one says; what real ones say is in contain.test.ts and settings.test.ts. */
import { expect, it } from 'vitest';
import { listen, type Fake } from '../../../test/fakes/listen.ts';
import { ownerOf } from '../../../test/incident.ts';
import { verifyContainment, type Verification } from './verify.ts';

const CANARY = '\u001b[31m\u202e';
const SESSIONS = 5000;

/** RESP 2: https://redis.io/docs/latest/develop/reference/protocol-spec/#bulk-strings */
const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;

async function redis(refusal?: string): Promise<Fake> {
  const line = `id=1 addr=${CANARY}${'x'.repeat(400)} age=9999999\n`;
  return await listen((socket) =>
    socket.on('data', (chunk: Buffer) => {
      const asked = chunk.toString('latin1');
      const answer = asked.includes('LIST') ? bulk(line.repeat(SESSIONS)) : ':1\r\n';
      socket.write(refusal ?? answer);
    }),
  );
}

async function seen(fake: Fake): Promise<string[]> {
  const access = ownerOf({ product: 'redis', address: fake.address, port: fake.port });
  const of: Verification = { owner: access, doors: [access], vantage: 'x', since: new Date() };
  const { newConnections, oldSessions } = await verifyContainment(of);
  return [...newConnections.evidence, ...oldSessions.evidence];
}

it('writes down few of the sessions that a store lists, cleaned, and how many there were', async () => {
  await using fake = await redis();
  const evidence = await seen(fake);
  expect(evidence.length).toBeLessThan(100);
  expect(evidence.at(-1)).toBe(`and ${SESSIONS - 50} more`);
  expect(evidence.join('').length).toBeLessThan(20_000);
  expect(evidence.join('')).not.toMatch(/[\u001b\u202e]/);
});

it('cleans the word of a refusal', async () => {
  await using fake = await redis(`-NOAUTH${CANARY}${'x'.repeat(4000)} no\r\n`);
  const text = (await seen(fake)).join('');
  expect(text).toContain('the store itself refused');
  expect(text).not.toMatch(/[\u001b\u202e]/);
  expect(text.length).toBeLessThan(2000);
});
