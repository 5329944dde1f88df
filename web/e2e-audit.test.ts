/** The whole of it: `nightlatch serve` as it is built, a real Redis whose door opens and shuts, and somebody at the page. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ask, dial } from '../lab/dial.ts';
import { startServer, type LabServer } from '../lab/index.ts';
import { LAB_PASSWORD } from '../lab/product.ts';
import { withServers } from '../lab/testing.ts';
import { PASSWORD } from '../test/server-fixture.ts';
import { faultsOf } from './faults.ts';
import { CHROMIUM, hasChromium } from './page-fixture.ts';

const MOST = 20_000; // ms
const DOOR = /anonymous access/i;

async function setPassword({ address, port }: LabServer, wanted: boolean): Promise<void> {
  const set = (to: string): string => `CONFIG SET requirepass "${to}"\r\n`;
  const words = wanted ? set(LAB_PASSWORD) : `AUTH ${LAB_PASSWORD}\r\n${set('')}`;
  await ask(dial(address, port), words);
}

class Serve implements AsyncDisposable {
  readonly folder: string;
  readonly #child: ChildProcess;
  /** The one-time link of the first account. */
  readonly link: Promise<string>;

  constructor({ address, port }: LabServer) {
    this.folder = mkdtempSync(join(tmpdir(), 'nightlatch-e2e-'));
    const file = join(this.folder, 'nightlatch.yaml');
    const watch = `  - {name: lab, targets: ['${address}:${port}'], every: 1d, jitter: 0}`;
    writeFileSync(file, `vantage: internet\nwatch:\n${watch}\n`);
    const words = ['serve', '--config', file, '--data', join(this.folder, 'data')];
    this.#child = spawn(
      process.execPath,
      ['bin/nightlatch.js', ...words, '--listen', '127.0.0.1:0'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, XDG_STATE_HOME: this.folder, JOURNAL_STREAM: '' },
      },
    );
    this.link = new Promise((resolve, reject) => {
      this.#child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
      if (!this.#child.stderr) return;
      createInterface({ input: this.#child.stderr }).on('line', (line) => {
        const link = /^ *(http:\S+\/first#\S+)$/.exec(line)?.[1];
        if (link !== undefined) resolve(link);
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.link.catch(() => undefined);
    const ended = new Promise((resolve) => {
      this.#child.once('exit', resolve);
    });
    this.#child.kill('SIGTERM');
    expect(await ended).toBe(0);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** From the page, as a person does it. */
async function lookNow(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Schedule' }).click();
  const button = page.getByRole('button', { name: 'Look at lab now' });
  // Not while the one before is under way.
  await expect.poll(() => button.isEnabled(), { timeout: MOST }).toBe(true);
  await button.click();
}

withServers('redis')('an audit from the page', () => {
  it.skipIf(!hasChromium)(
    'finds a door that opens, accepts it, sees it shut and open again',
    async () => {
      await using redis = await startServer('redis', 'password');
      await using serve = new Serve(redis);
      const link = await serve.link;
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
      try {
        const page = await browser.newPage();
        page.setDefaultTimeout(MOST);
        const faults: string[] = [];
        const check = async (screen: string): Promise<void> => {
          faults.push(...(await faultsOf(page)).map((fault) => `${screen}: ${fault}`));
        };
        await page.goto(link);
        await page.getByLabel('Name').fill('night');
        await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('heading', { name: 'No open door is known' }).waitFor();
        await check('shut');

        await setPassword(redis, false);
        await lookNow(page);
        await page.getByRole('link', { name: 'Nightlatch' }).click();
        // Nobody loads the page again: it comes by itself.
        await page.getByText('A door opened.').waitFor();
        await page.getByRole('link', { name: DOOR }).waitFor();
        await check('open');
        await page.getByRole('link', { name: DOOR }).click();
        await page.getByRole('heading', { name: 'How we know' }).waitFor();
        await check('the finding');

        await page.getByRole('button', { name: 'Accept it for a while…' }).click();
        await page.getByLabel('Why it may stay open').fill('It is shut tonight.');
        await page.getByRole('button', { name: 'Accept', exact: true }).click();
        await page.getByText('Accepted by night until').waitFor();
        const finding = page.url();
        await check('accepted');

        await setPassword(redis, true);
        await lookNow(page);
        await page.getByText('A door was shut.').waitFor();
        await page.goto(finding);
        await page
          .getByText(/^was open for/)
          .first()
          .waitFor();

        await setPassword(redis, false);
        await lookNow(page);
        await page.getByText('A door is open again.').waitFor();
        await page.goto(finding);
        await page
          .getByText(/^open for/)
          .first()
          .waitFor();
        // Whoever answered for the door of before did not answer for this one.
        expect(await page.getByText('Accepted by night until').count()).toBe(0);
        const history = page.getByRole('list').filter({ hasText: 'reopened' });
        for (const word of ['opened', 'accepted by night', 'resolved', 'reopened'])
          expect(await history.getByText(word).count()).toBeGreaterThan(0);
        await check('open again');
        expect(faults).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});
