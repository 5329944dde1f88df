import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunDocument } from '../src/model/run.ts';
import { fakeHttp, json, type FakePages } from './fakes/http.ts';
import { nightlatch } from './run-cli.ts';

const CANARY = 'canary-8f3e-value';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page: FakePages = (path) => {
  if (path === '/users') return json([{ name: CANARY }]);
  return path === '/' ? { body: 'a page' } : { status: 404 };
};

const parsed = (out: string): RunDocument => RunDocument.parse(JSON.parse(out));

describe('a closer look at a web server', () => {
  it('asks the routes of a description that was handed over, in YAML too', async () => {
    await using web = await fakeHttp(page);
    const file = join(folder, 'api.yaml');
    writeFileSync(file, 'openapi: 3.0.0\npaths:\n  /users:\n    get: {}\n');
    const words = ['audit', `127.0.0.1:${web.port}`, '--openapi', file, '--format', 'json'];
    const { out } = await nightlatch(words);
    const { observations, findings, coverage } = parsed(out);
    expect(observations[0]).toMatchObject({ product: 'http', access: 'open' });
    expect(findings.map(({ rule }) => rule)).toContain('api-answers-stranger');
    expect(findings.map(({ rule }) => rule)).not.toContain('anonymous-access');
    expect(coverage.undeclaredRequests).toBe(0);
    expect(out).not.toContain(CANARY);
  });

  it('is not made in a sweep, which says so, unless it is wanted', async () => {
    await using web = await fakeHttp(page);
    const words = ['audit', `127.0.0.1/31:${web.port}`, '--format', 'json'];
    const sweep = parsed((await nightlatch(words)).out);
    expect(sweep.coverage.blindSpots.join()).toContain('1 web server was read at the root only');
    const closer = parsed((await nightlatch([...words, '--closely'])).out);
    expect(closer.coverage.blindSpots).toEqual([]);
    expect(closer.observations[0]).toMatchObject({ web: { complete: true } });
  });

  it('wants a description that is one', async () => {
    const file = join(folder, 'no-api.json');
    writeFileSync(file, '{"openapi":"3.0.0"}');
    const { code, err } = await nightlatch(['audit', '127.0.0.1:1', '--openapi', file]);
    expect([code, err]).toEqual([2, expect.stringContaining('no OpenAPI 3 or Swagger 2')]);
  });
});
