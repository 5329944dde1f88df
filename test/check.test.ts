/** The command as people and pipelines use it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunDocument } from '../src/model/run.ts';
import { nightlatch } from './run-cli.ts';

const OPEN =
  'services:\n  cache:\n    image: redis:7.4\n    ports:\n      - "6379:6379"\n    environment:\n      TOKEN: canary-of-a-token\n';
const SAFE =
  'services:\n  cache:\n    image: redis:7.4\n    command: redis-server --requirepass ${P:?}\n';

let folder = '';
const path = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-check-cli-'));
  writeFileSync(path('open.compose.yaml'), OPEN);
  writeFileSync(path('safe.compose.yaml'), SAFE);
  writeFileSync(path('broken.compose.yaml'), 'services: [\n');
  const accepted = (day: string): string =>
    OPEN.replace(
      '    ports:',
      `    # nightlatch: accept anonymous-access until ${day} because of a test\n    ports:`,
    ).replace('    ports:\n      - "6379:6379"', '    ports: ["6379:6379"]');
  writeFileSync(path('accepted.compose.yaml'), accepted('2999-01-01'));
  writeFileSync(path('expired.compose.yaml'), accepted('2020-01-01'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('nightlatch check', () => {
  it.each([
    ['an open store', ['open.compose.yaml'], 1],
    ['the same, where nothing is to fail', ['open.compose.yaml', '--fail-on', 'none'], 0],
    ['a safe one', ['safe.compose.yaml'], 0],
    ['an exception that counts', ['accepted.compose.yaml'], 0],
    ['an exception that has run out', ['expired.compose.yaml', '--fail-on', 'none'], 1],
    ['one broken file among others', ['broken.compose.yaml', 'safe.compose.yaml'], 0],
    ['nothing but a broken file', ['broken.compose.yaml'], 2],
    ['no such file', ['nowhere.yaml'], 2],
    ['no path at all', [], 2],
    ['--fix on its own', ['open.compose.yaml', '--fix'], 2],
  ])('%s', async (_name, [file = '', ...rest], code) => {
    const words = rest.map((word) => (word.endsWith('.yaml') ? path(word) : word));
    const ran = await nightlatch(['check', ...(file === '' ? [] : [path(file)]), ...words]);
    expect(ran.code).toBe(code);
    expect(ran.out + ran.err).not.toContain('canary');
  });

  it('gives the one document, with the line of each finding', async () => {
    const { out } = await nightlatch(['check', path('open.compose.yaml'), '--format', 'json']);
    const { observations, findings } = RunDocument.parse(JSON.parse(out));
    expect(observations).toMatchObject([
      { source: 'file', product: 'redis', access: 'open', where: { line: 5 } },
    ]);
    expect(findings[0]).toMatchObject({
      rule: 'anonymous-access',
      severity: 'high',
      where: { file: path('open.compose.yaml'), line: 5, column: 9 },
    });
    expect(findings[0]?.changes?.[0]).toMatchObject({ write: '"127.0.0.1:6379:6379"' });
  });

  it('reads standard input, and points SARIF at the line', async () => {
    const { out } = await nightlatch(['check', '--stdin', 'compose', '--format', 'sarif'], {
      input: OPEN,
    });
    const log: unknown = JSON.parse(out);
    expect(log).toMatchObject({
      runs: [
        {
          results: [
            {
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'stdin' },
                    region: { startLine: 5, startColumn: 9, endColumn: 20 },
                  },
                },
              ],
            },
            {},
          ],
        },
      ],
    });
  });

  it('prints a patch, and changes nothing', async () => {
    const { out } = await nightlatch(['check', path('open.compose.yaml'), '--fix', '--dry-run']);
    expect(out).toContain('-      - "6379:6379"\n+      - "127.0.0.1:6379:6379"\n');
  });

  it('tells only what the baseline does not know', async () => {
    const known = path('known.json');
    await nightlatch(['check', path('open.compose.yaml'), '--write-baseline', known]);
    const ran = await nightlatch(['check', path('open.compose.yaml'), '--baseline', known]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('known from the baseline');
  });
});
