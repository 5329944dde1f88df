/** Answers that could be taken for a product's, on the ports where many products live. None may be positive. */
import { describe, expect, it } from 'vitest';
import { freeAddress } from '../../lab/ports.ts';
import { ask } from '../../test/ask.ts';
import { fakeHttp, json, type FakeAnswer, type FakePages } from '../../test/fakes/http.ts';
import { shell } from '../../test/recorded.ts';

/** Requests that a page without any mark may cost: root, the shared page, one guess of its port, a path that does not exist. */
const MOST_WITHOUT_A_MARK = 4;
/** What a FastAPI application with nothing at its root may cost, as several products are one. */
const MOST_GUESSES = 8;

const html = (status: number, body: string): FakeAnswer => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body,
});
const nginx404 = html(404, '<html><head><title>404 Not Found</title></head></html>');
const logIn = html(200, '<title>Sign in</title><form><input type="password" name="p"></form>');
const proxyAsks: FakeAnswer = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Basic realm="Restricted"', Via: '1.1 proxy' },
};
const echo: FakePages = (path, method) => json({ path, method, args: {}, headers: {} });
const everything = json({
  status: 'ok',
  version: '1.0.0',
  data: [],
  models: [],
  result: {},
  detail: 'x',
});

const PORTS = [80, 1880, 3000, 4000, 5000, 5678, 6006, 7860, 8000, 8080, 8265, 8888] as const;

describe.concurrent('what is none of the products', () => {
  it.each(
    PORTS.flatMap((port) =>
      (
        [
          ['a plain web server with nothing at its root', () => nginx404],
          ['one page for every path', () => shell('Dashboard')],
          ['a log-in page with 200', () => logIn],
          ['a proxy that asks', () => proxyAsks],
          ['an echo of the request', echo],
          ['a bare 404', () => ({ status: 404, headers: { Server: 'x' } })],
          ['JSON with many names at every path', () => everything],
        ] satisfies [string, FakePages][]
      ).map(([name, pages]) => [name, port, pages] as const),
    ),
  )('%s on port %d', async (_, port, pages) => {
    const address = await freeAddress([port]);
    await using fake = await fakeHttp(pages, { address, port });
    const asked = await ask(fake);
    expect(asked).toMatchObject({ product: 'http', undeclared: 0, grants: null });
    expect(['identified', 'protected']).toContain(asked.access);
    expect(asked.sent.length).toBeLessThanOrEqual(MOST_WITHOUT_A_MARK);
  });

  it('a page of beginnings without an end is read in no time', async () => {
    const size = 120_000;
    for (const word of ['<title', '<input ', 'report-uri /', '{"tag":', ' ']) {
      const body = word.repeat(Math.floor(size / word.length));
      await using fake = await fakeHttp(() => ({ headers: { 'Content-Type': 'text/html' }, body }));
      const asked = await ask(fake);
      expect(asked).toMatchObject({ grants: null, undeclared: 0 });
      // Quadratic, one of these takes a minute and more.
      expect(asked.milliseconds).toBeLessThan(10_000);
    }
  });

  it('a FastAPI application with nothing at its root costs a few guesses', async () => {
    await using fake = await fakeHttp(() => json({ detail: 'Not Found' }, 404));
    const asked = await ask(fake);
    expect(asked).toMatchObject({ product: 'http', access: 'identified', undeclared: 0 });
    expect(asked.sent.length).toBeLessThanOrEqual(MOST_GUESSES);
  });

  it('a FastAPI application with a version of its own is no vLLM', async () => {
    await using fake = await fakeHttp((path) =>
      path === '/version' ? json({ version: '1.0' }) : json({ detail: 'Not Found' }, 404),
    );
    expect(await ask(fake)).toMatchObject({ product: 'http', access: 'identified' });
  });
});

const TITLES = [
  'Open WebUI',
  'Langflow',
  'Flowise - Build AI Agents',
  'n8n.io - Workflow Automation',
  'MLflow',
  'Ray Dashboard',
  'Airflow',
  'Prefect Server',
  'Dagster',
  'Phoenix',
  'ComfyUI',
  'Node-RED',
  'LiteLLM API - Swagger UI',
  'Redis Commander: Home',
  'Langfuse',
] as const;

describe.concurrent('a page with a product’s title', () => {
  it.each(TITLES)('%s, and the same page at every path', async (title) => {
    await using fake = await fakeHttp(() => shell(title));
    expect(await ask(fake)).toMatchObject({ access: 'identified', grants: null, undeclared: 0 });
  });

  it.each(TITLES)('%s, and one JSON at every other path, is not open', async (title) => {
    await using fake = await fakeHttp((path) => (path === '/' ? shell(title) : everything));
    expect(await ask(fake)).toMatchObject({ grants: null, undeclared: 0 });
  });

  it.each(TITLES)('%s, and a proxy that asks for all else, is protected', async (title) => {
    await using fake = await fakeHttp((path) => (path === '/' ? shell(title) : proxyAsks));
    const { access } = await ask(fake);
    expect(['protected', 'identified']).toContain(access);
  });
});
