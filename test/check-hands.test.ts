/** `check` in people's hands: what a pipeline feeds it, and what they do with what it says. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import Ajv from 'ajv-draft-04';
import type { Log, Region } from 'sarif';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../lab/index.ts';
import { withServers } from '../lab/testing.ts';
import { RunDocument } from '../src/model/run.ts';
import { corpus } from './check-corpus.ts';
import { nightlatch } from './run-cli.ts';

const OPEN =
  'services:\n  cache:\n    image: redis:7.4\n    ports:\n      - "6379:6379"\n    environment:\n      TOKEN: canary-of-a-token\n';
const LARGE = 100 * 1024 * 1024;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-hands-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string | Buffer): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
}

const check = async (...words: readonly string[]) => await nightlatch(['check', ...words]);
const json = async (...words: readonly string[]) =>
  RunDocument.parse(JSON.parse((await check(...words, '--format', 'json')).out));

/** Files that nobody can read: too large, binary, a bomb of aliases, a link that leads away. */
function rubbish(): void {
  truncateSync(put('large.yaml', 'services:\n'), LARGE);
  put('compose.yaml', Buffer.from([0, 1, 2, 255, 254, 10, 0]));
  const levels = Array.from({ length: 12 }, (_, level) => {
    const below = level === 0 ? '"x"' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 10 }, () => below).join(', ')}]`;
  });
  put('bomb/compose.yaml', `${levels.join('\n')}\n${OPEN}`);
  symlinkSync('/etc/hosts', join(folder, 'away.conf'));
}

describe('files that cannot be read', () => {
  it('are said with their reason, and the rest is checked', async () => {
    rubbish();
    put('deploy/compose.yaml', OPEN);
    const { coverage, findings } = await json(folder);
    const gaps = coverage.gaps.map(({ target, reason }) => `${target.split('/').at(-1)} ${reason}`);
    expect(gaps.toSorted()).toEqual([
      'away.conf a link that leads out of the folder: not followed',
      'compose.yaml It is no text.',
      'compose.yaml:1:15 its aliases grow without end',
      'large.yaml It is larger than 32 MB.',
    ]);
    expect(findings.map(({ rule }) => rule)).toContain('anonymous-access');
  });

  it('are a mistake where nothing else is there', async () => {
    rubbish();
    const { code, err, out } = await check(folder);
    expect(code).toBe(2);
    expect(out).toBe('');
    for (const reason of ['no text', 'aliases grow', 'larger than 32 MB', 'out of the folder'])
      expect(err).toContain(reason);
  });
});

describe('standard input', () => {
  it.each([
    ['nothing at all, as of a renderer that failed', 'kubernetes', '', 2],
    ['an error in place of manifests', 'kubernetes', 'Error: chart not found\n', 2],
    ['what is no text', 'compose', '\0\u0001\u0002', 2],
    ['a kind that nobody knows', 'spreadsheet', OPEN, 2],
    ['a product’s own file', 'redis', 'bind 0.0.0.0\nprotected-mode no\nport 6379\n', 1],
    ['a plan', 'terraform-plan', '{"planned_values":{"root_module":{"resources":[]}}}', 0],
    ['manifests that open nothing', 'kubernetes', 'apiVersion: v1\nkind: List\nitems: []\n', 0],
  ])('%s', async (_name, kind, input, code) => {
    const ran = await nightlatch(['check', '--stdin', kind], { input });
    expect({ code: ran.code, err: ran.err }).toMatchObject({ code });
    if (code === 2) expect(ran.err).not.toBe('');
    expect(ran.err).not.toContain('http, http');
  });
});

describe('exceptions of nightlatch.yaml', () => {
  const day = (ahead: number): string =>
    new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

  it.each([
    ['its last day', day(0), 0],
    ['the day after', day(-1), 1],
  ])('%s', async (_name, until, code) => {
    const path = put('compose.yaml', OPEN);
    const config = put(
      'nightlatch.yaml',
      `exceptions:\n  - rule: anonymous-access\n    where: ${path}\n    until: ${until}\n    because: it moves\n`,
    );
    const ran = await check(path, '--config', config);
    expect(ran.code).toBe(code);
    expect(ran.out).toContain(until);
  });
});

it('prints a patch that git applies, after which nothing is left to fail', async () => {
  const path = put('compose.yaml', OPEN);
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-C', folder, ...words], { encoding: 'utf8' });
  git('init', '--quiet');
  const words = [resolve('bin/nightlatch.js'), 'check', '.', '--fix', '--dry-run'];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  expect(readFileSync(path, 'utf8')).toBe(OPEN);
  put('fix.patch', stdout);
  git('apply', '--unidiff-zero', 'fix.patch');
  expect(readFileSync(path, 'utf8')).toContain('- "127.0.0.1:6379:6379"');
  expect((await check(path)).code).toBe(0);
});

/** The official schema lies beside the repository and not in it. */
const schema = new URL('../../shared/schemas/sarif-schema-2.1.0.json', import.meta.url);
const validate = existsSync(schema)
  ? new Ajv.default({ strict: false, validateFormats: false }).compile<Log>(
      JSON.parse(readFileSync(schema, 'utf8')),
    )
  : undefined;

describe('SARIF of the whole corpus', () => {
  it('points at text that is there', async () => {
    for (const [index, { files }] of corpus().entries())
      for (const [path, text] of files) put(`${index}/${path}`, text);
    const { out } = await check(folder, '--format', 'sarif');
    const log = JSON.parse(out) as Log;
    if (validate && !validate(log)) throw new Error(JSON.stringify(validate.errors));
    const places = (log.runs[0]?.results ?? []).flatMap(({ locations = [] }) =>
      locations.flatMap(({ physicalLocation }) => physicalLocation ?? []),
    );
    expect(places.length).toBeGreaterThan(300);
    for (const { artifactLocation, region } of places)
      expectInside(artifactLocation?.uri ?? '', region ?? {});
  });
});

function expectInside(uri: string, region: Region): void {
  const path = decodeURIComponent(uri.replace(/^file:\/\//, ''));
  const line = readFileSync(path, 'utf8').split('\n')[(region.startLine ?? 0) - 1];
  expect(line, `${uri}:${region.startLine}`).toBeDefined();
  expect(region.startColumn ?? 1).toBeLessThanOrEqual((line?.length ?? 0) + 1);
  expect(region.endColumn ?? 1).toBeLessThanOrEqual((line?.length ?? 0) + 1);
}

withServers('redis')('files beside an audit', () => {
  it('says whether they agree', async () => {
    const server = await startServer('redis', 'open');
    try {
      const port = server.ports['resp'] ?? 0;
      const saved = join(folder, 'saved');
      const target = `${server.address}:${port}`;
      expect((await nightlatch(['audit', target, '--save', saved])).err).toBe('');
      const published = OPEN.replace('6379:6379', `${port}:6379`);
      const asks = published.replace(
        'redis:7.4',
        'redis:7.4\n    command: redis-server --requirepass made-up',
      );
      const open = put('open/compose.yaml', published);
      const shut = put('shut/compose.yaml', asks);
      const world = async (path: string): Promise<unknown> =>
        (await json(path, '--against', saved)).observations.map((each) =>
          each.source === 'file' ? each.world : undefined,
        );
      expect(await world(open)).toMatchObject([{ agrees: true, access: 'open' }]);
      expect(await world(shut)).toMatchObject([{ agrees: false, access: 'open' }]);
    } finally {
      await server.stop();
    }
  });
});
