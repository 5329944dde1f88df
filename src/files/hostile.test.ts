import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { corpus, inFolder } from '../../test/check-corpus.ts';
import { readFiles } from './index.ts';

const NOW = new Date('2026-11-25T12:00:00Z');
const OPEN = 'services:\n  cache:\n    image: redis:7.4\n    ports: ["6379:6379"]\n';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-hostile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
}

const read = () => readFiles([folder], folder, NOW);

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const below = level === 0 ? '"x"' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 10 }, () => below).join(', ')}]`;
  });
  return `${levels.join('\n')}\n${OPEN}`;
}

describe('what is wrong with a file', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'broken YAML',
      'compose.yaml',
      'services:\n  cache: [\n',
      /^compose\.yaml:\d+:\d+ broken YAML/,
    ],
    [
      'aliases that grow without end',
      'compose.yaml',
      bomb(),
      /^compose\.yaml:\d+:\d+ its aliases grow without end/,
    ],
    [
      'a list that nests a thousand deep',
      'compose.yaml',
      `services: ${'['.repeat(1000)}${']'.repeat(1000)}\n`,
      /nests too deep/,
    ],
    [
      'a DTD',
      'users.xml',
      '<!DOCTYPE clickhouse [<!ENTITY a "b">]>\n<clickhouse><users/></clickhouse>\n',
      /^users\.xml:1:1 broken XML: a DTD/,
    ],
    [
      'XML that is not closed',
      'users.xml',
      '<clickhouse>\n<users>\n',
      /^users\.xml:2:1 broken XML/,
    ],
    [
      'a plan that is cut off',
      'plan.json',
      '{"terraform_version":"1","planned_values":{',
      /^plan\.json:1:\d+ broken JSON/,
    ],
    [
      'HCL that is cut off',
      'main.tf',
      'resource "aws_sqs_queue" "q" {\n',
      /^main\.tf:\d+:\d+ broken HCL/,
    ],
    [
      'a Helm template',
      'cache.yaml',
      'apiVersion: v1\nkind: Service\nspec: {{ .Values.spec }}\n  a: b: c\n',
      /Helm template/,
    ],
    [
      'files that include one another',
      'compose.yaml',
      'include: [compose.yaml]\nservices: {}\n',
      /without end/,
    ],
  ])('%s: said with its place, and the rest is checked', (_name, path, text, message) => {
    put(path, text);
    put('other/compose.yaml', OPEN);
    const { gaps, observations } = read();
    expect(gaps.map(({ target, reason }) => `${target} ${reason}`)).toContainEqual(
      expect.stringMatching(message),
    );
    expect(observations).toContainEqual(
      expect.objectContaining({ product: 'redis', access: 'open' }),
    );
  });

  it('counts what could be read, so that nothing read is told from nothing found', () => {
    put('compose.yaml', 'services: [\n');
    expect(read()).toMatchObject({ read: 0, observations: [] });
    put('other/compose.yaml', OPEN);
    expect(read().read).toBe(1);
  });

  it('does not read 100 MB', () => {
    truncateSync(put('big.yaml', 'services:\n'), 100 * 1024 * 1024);
    const start = performance.now();
    expect(read().gaps).toEqual([{ target: 'big.yaml', reason: 'It is larger than 32 MB.' }]);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('follows no link out of the folder', () => {
    const outside = mkdtempSync(join(tmpdir(), 'nightlatch-outside-'));
    writeFileSync(join(outside, 'redis.conf'), 'requirepass canary\n');
    symlinkSync(join(outside, 'redis.conf'), join(folder, 'redis.conf'));
    put(
      'compose.yaml',
      `${OPEN}    command: redis-server /etc/redis.conf\n    volumes: ["./redis.conf:/etc/redis.conf"]\n`,
    );
    const { gaps, observations } = read();
    expect(gaps).toContainEqual({
      target: 'redis.conf',
      reason: 'a link that leads out of the folder: not followed',
    });
    expect(observations).toMatchObject([{ access: 'unknown' }]);
    rmSync(outside, { recursive: true });
  });

  it('is quick with lines made to be slow', () => {
    const long = ' '.repeat(200_000);
    put('redis.conf', `port 6379\nrequirepass${long}x\n`);
    put('pg_hba.conf', `host all all ${'a,'.repeat(100_000)} trust\n`);
    put(
      'compose.yaml',
      `services:\n  a:\n    image: redis\n    command: redis-server ${'"a'.repeat(50_000)}\n    ports: ["${'1-'.repeat(50_000)}:6379"]\n`,
    );
    put(
      'main.tf',
      `resource "a" "b" {\n  c = ${'['.repeat(40)}${'"x",'.repeat(50_000)}${']'.repeat(40)}\n}\n`,
    );
    const start = performance.now();
    read();
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('secrets in files', () => {
  it('stand in no observation', () => {
    for (const each of corpus()) {
      inFolder(each, (place) => {
        expect(JSON.stringify(readFiles([place], place, NOW))).not.toContain('canary');
      });
    }
  });
});
