/** The page as it is built from these sources, served on a loopback port, in a real browser. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'vite';
import { ServerConfig } from '../src/model/server-config.ts';
import { appOf } from '../src/server/app.ts';
import { listen, planListening } from '../src/server/listen.ts';
import { pagesIn } from '../src/server/pages.ts';
import { serverFixture, type ServerFixture } from '../test/server-fixture.ts';

export const CHROMIUM = '/usr/bin/chromium';

export const hasChromium = existsSync(CHROMIUM);

export class PageFixture implements AsyncDisposable {
  readonly url: string;
  readonly server: ServerFixture;
  readonly browser: Browser;
  readonly #end: () => Promise<void>;

  constructor(url: string, server: ServerFixture, browser: Browser, end: () => Promise<void>) {
    this.url = url;
    this.server = server;
    this.browser = browser;
    this.#end = end;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.#end();
    await this.server[Symbol.asyncDispose]();
  }
}

export async function pageFixture(): Promise<PageFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-page-'));
  const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));
  await build({ configFile, build: { outDir: folder } });
  const pages = pagesIn(folder);
  rmSync(folder, { recursive: true });
  const server = await serverFixture();
  server.now = new Date();
  const listening = await listen(planListening(ServerConfig.parse({}), '127.0.0.1:0'), (own) =>
    appOf({ own, pages, facts: server.facts, onError: (error) => server.errors.push(error) }),
  );
  // Chromium's own sandbox needs more than a container gives to root; it opens nothing but our page.
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  return new PageFixture(listening.url, server, browser, listening.close);
}
