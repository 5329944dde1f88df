import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { readTargets } from './target-list.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightlatch-list-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array): Promise<string[]> {
  const file = join(folder, 'hosts.txt');
  await writeFile(file, content);
  const targets = await readTargets([`@${file}`], Readable.from([]));
  return targets.map(({ text }) => text);
}

describe('a list of targets', () => {
  it.each([
    ['a\nb:80\n', ['a', 'b:80']],
    ['\uFEFFa\r\n\r\n  b  \r\n', ['a', 'b']],
    ['# all of ours\na # the first\n#b\nhttp://c/d\n', ['a', 'http://c/d']],
    ['', []],
  ])('%j', async (content, expected) => {
    expect(await read(content)).toEqual(expected);
  });

  it.each([
    ['a\n\nb:0\n', /hosts\.txt:3: port "0" is out of range/],
    ['a\n@more.txt', /hosts\.txt:2: .*a list cannot stand here/],
    [new Uint8Array([0x61, 0xff]), /is not UTF-8/],
    ['a\n'.repeat(100_001), /more than 100000 lines/],
    [`#${'x'.repeat(10 * 1024 * 1024)}`, /larger than 10 MB/],
  ])('%# is refused with its place', async (content, expected) => {
    const wanted = read(content);
    await expect(wanted).rejects.toThrow(UsageError);
    await expect(wanted).rejects.toThrow(expected);
  });

  it('stands among other targets, and may come from standard input', async () => {
    const targets = await readTargets(['a', '-', 'd'], Readable.from([Buffer.from('b\nc')]));
    expect(targets.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd']);
    const faulty = readTargets(['@-'], Readable.from([Buffer.from('b\n:1')]));
    await expect(faulty).rejects.toThrow(/^standard input:2: /);
  });

  it('is told apart from one that is not there', async () => {
    await expect(readTargets([`@${folder}/none`], Readable.from([]))).rejects.toThrow(/ENOENT/);
  });

  it('splits a character over two chunks', async () => {
    const bytes = Buffer.from('bücher.example');
    const [target] = await readTargets(
      ['-'],
      Readable.from([bytes.subarray(0, 2), bytes.subarray(2)]),
    );
    expect(target?.text).toBe('bücher.example');
  });
});
