import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { canaries, canariesBelow, canariesIn } from './canaries.ts';

it('finds a canary in each spelling, at any place of a group of base64', () => {
  const { prompt } = canaries;
  const spelt = [0, 1, 2].map((before) => Buffer.from('-'.repeat(before) + prompt));
  const texts = [
    `x ${prompt} y`,
    encodeURIComponent(prompt),
    Buffer.from(prompt).toString('hex'),
    ...spelt.map((bytes) => bytes.toString('base64')),
  ];
  for (const text of texts) expect(canariesIn(text)).toContain(prompt);
  expect(canariesIn('nothing of the kind')).toEqual([]);
});

it('searches every file below a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nightlatch-canaries-'));
  try {
    await writeFile(join(folder, 'a.json'), `{"v":"${canaries.awsKey}"}`);
    expect(await canariesBelow(folder)).toEqual([`${join(folder, 'a.json')}: ${canaries.awsKey}`]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
