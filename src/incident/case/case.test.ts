import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
  appendFileSync,
  chmodSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ledgerSaying } from '../../../test/incident-sample.ts';
import { sampleFinding } from '../../../test/sample-finding.ts';
import { addLedger, eventsOf, journalOf, openCase, readCase } from './case.ts';

const AT = new Date('2026-11-25T12:00:00Z');
let root = '';
let folder = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nightlatch-case-'));
  folder = join(root, 'one');
  const facts = { case: 'one', asset: 'store.example:9000', window: null, version: '0.1.0' };
  openCase(folder, { ...facts, findings: [sampleFinding()] }, AT);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const fill = (field: string): void => {
  journalOf(folder).add({ kind: 'filled', field, value: 'words', by: 'Ann' }, AT);
};

describe('the journal of a case', () => {
  it('keeps what was added, in order', () => {
    fill('sector');
    fill('geography');
    const fields = eventsOf(readCase(folder).entries, 'filled').map(({ field }) => field);
    expect(fields).toEqual(['sector', 'geography']);
  });

  it('notices every byte that is changed', () => {
    fill('sector');
    const path = join(folder, 'journal.jsonl');
    const bytes = readFileSync(path);
    // Every seventh place and each of the last line: a chain is as strong at one place as at another.
    const places = [...bytes.keys()].filter((at) => at % 7 === 0 || at > bytes.length - 400);
    const unnoticed = places.filter((at) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(path, changed);
      try {
        const { torn } = readCase(folder);
        return !torn;
      } catch {
        return false;
      }
    });
    expect(unnoticed).toEqual([]);
  });

  it('goes on after a line that a crash cut off', () => {
    appendFileSync(join(folder, 'journal.jsonl'), '{"entry":{"seq":1,');
    expect(readCase(folder).torn).toBe(true);
    fill('sector');
    const { torn, entries } = readCase(folder);
    expect([torn, entries.length]).toEqual([false, 2]);
  });

  it('waits for whoever writes at that moment, and for no one who was killed', () => {
    const lock = join(folder, 'journal.lock');
    writeFileSync(lock, '');
    spawn('sh', ['-c', 'sleep 0.2; rm "$0"', lock], { stdio: 'ignore' });
    const start = Date.now();
    fill('sector');
    expect(Date.now() - start).toBeGreaterThan(150);
    writeFileSync(lock, '');
    const old = new Date(Date.now() - 60_000);
    utimesSync(lock, old, old);
    fill('geography');
    expect(eventsOf(readCase(folder).entries, 'filled')).toHaveLength(2);
    expect(existsSync(lock)).toBe(false);
  });

  it('takes no ledger where no case is', () => {
    const bytes = Buffer.from(JSON.stringify(ledgerSaying('x')));
    expect(() => addLedger(join(root, 'two'), bytes)).toThrow(/no folder of a case/);
  });

  it('is not believed where others can enter its folder', () => {
    chmodSync(folder, 0o755);
    expect(() => readCase(folder)).toThrow(/entered by others/);
  });
});
