import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Memory } from './memory.ts';

const HOUR = 60 * 60 * 1000;
let folder: string;
let now: number;
const clock = (): Date => new Date(now);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-memory-'));
  now = Date.parse('2026-11-25T12:00:00Z');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('remembers a refused log-in for 24 hours, over runs, and not its words', () => {
  const first = new Memory(folder, clock);
  first.rememberRefusal('10.0.0.1:3306', 'root', 'hunter2');
  first.save();

  const file = join(folder, 'manners.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toMatch(/hunter2|root|10\.0\.0\.1/);

  now += 23 * HOUR;
  expect(new Memory(folder, clock).wasRefused('10.0.0.1:3306', 'root', 'hunter2')).toBe(true);
  expect(new Memory(folder, clock).wasRefused('10.0.0.1:3306', 'root', 'other')).toBe(false);
  now += 2 * HOUR;
  expect(new Memory(folder, clock).wasRefused('10.0.0.1:3306', 'root', 'hunter2')).toBe(false);
});

it('counts unfinished handshakes of the last day', () => {
  const memory = new Memory(folder, clock);
  expect(memory.unfinishedAt('a:1')).toBe(0);
  memory.rememberUnfinished('a:1', 2);
  now += 20 * HOUR;
  memory.rememberUnfinished('a:1', 1);
  expect(memory.unfinishedAt('a:1')).toBe(3);
  expect(memory.unfinishedAt('b:1')).toBe(0);
  memory.save();
  now += 5 * HOUR;
  expect(new Memory(folder, clock).unfinishedAt('a:1')).toBe(1);
});

it('begins anew where the file is not ours', () => {
  writeFileSync(join(folder, 'manners.json'), '{"salt":1}');
  expect(new Memory(folder, clock).unfinishedAt('a:1')).toBe(0);
});

it('writes nothing where there is nothing to remember', () => {
  new Memory(folder, clock).save();
  expect(() => statSync(join(folder, 'manners.json'))).toThrow('ENOENT');
});
