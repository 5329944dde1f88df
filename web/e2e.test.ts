/** The page in a real browser, from the one-time link on. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opened } from '../src/findings/lifecycle.ts';
import { readCase } from '../src/incident/case/case.ts';
import { elsewhereOf, startOpenId } from '../test/openid.ts';
import { sampleFinding } from '../test/sample-finding.ts';
import { workOn } from '../test/seed-case.ts';
import { seedPage } from '../test/seed-page.ts';
import { PASSWORD } from '../test/server-fixture.ts';
import { faultsOf } from './faults.ts';
import { hasChromium, pageFixture, type PageFixture } from './page-fixture.ts';

describe.skipIf(!hasChromium)('the page', () => {
  let fixture: PageFixture;
  let context: BrowserContext;
  let page: Page;
  let incident = '';
  const said: string[] = [];
  const elsewhere: string[] = [];

  beforeAll(async () => {
    fixture = await pageFixture();
    context = await fixture.browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(8000);
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(fixture.url)) elsewhere.push(request.url());
    });
  });
  afterAll(async () => {
    await fixture[Symbol.asyncDispose]();
  });

  it('asks who is there, and shows nothing before', async () => {
    await page.goto(`${fixture.url}/findings?state=open`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(page.url()).toBe(`${fixture.url}/sign-in?to=%2Ffindings%3Fstate%3Dopen`);
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('makes the first account by the one-time link, which is gone from the address at once', async () => {
    const secret = await fixture.server.accounts.link(null, 'admin');
    await page.goto(`${fixture.url}/first#${secret}`);
    await page.getByLabel('Name').fill('night');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    expect(page.url()).toBe(`${fixture.url}/first`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Nobody has looked yet' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('signs in, back to where somebody was going, by keyboard alone', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto(`${fixture.url}/findings?state=open`);
    await page.getByLabel('Name').waitFor();
    await page.keyboard.type('night');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Nothing is open').waitFor();
    expect(page.url()).toBe(`${fixture.url}/findings?state=open`);
  });

  it('shows a door that opens without being asked', async () => {
    await page.getByRole('link', { name: 'Nightlatch' }).click();
    const at = new Date(Date.now() - 192 * 60_000).toISOString();
    const finding = { ...sampleFinding({ value: 90 }), remedy: 'Set `requirepass`.' };
    const { tracked, changes } = opened(finding, at, null);
    const { store } = fixture.server;
    await store.findings.put(tracked, 'lab', at);
    await store.changes.add(changes, null);
    await page.getByRole('heading', { name: '1 finding is open' }).waitFor();
    await page.getByText('A door opened.').waitFor();
    expect(await page.getByText('open for 3 h 12 min', { exact: true }).count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('leads from the number to the door, which is accepted until a day, and opened again', async () => {
    await page
      .getByRole('navigation', { name: 'Open findings by severity' })
      .getByRole('link', { name: '1 critical' })
      .click();
    await page.getByRole('link', { name: 'Redis: anonymous access' }).click();
    await page.getByRole('heading', { name: 'What to do' }).waitFor();
    await page.locator('p code', { hasText: /^requirepass$/ }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Accept it for a while…' }).click();
    await page.getByLabel('Why it may stay open').fill('It is shut on Friday.');
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByText('Accepted by night until').waitFor();
    const { id } = sampleFinding({ value: 90 });
    const kept = await fixture.server.store.findings.byId(id);
    expect(kept).toMatchObject({
      state: 'accepted',
      acceptance: { by: 'night', reason: 'It is shut on Friday.' },
    });
    await page.getByRole('button', { name: 'Mute it for a while…' }).click();
    await page.getByLabel('Why nobody has to hear of it').fill('It flaps.');
    await page.getByRole('button', { name: 'Mute', exact: true }).click();
    await page.getByText('Muted by night until').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect((await fixture.server.store.findings.byId(id))?.mute).toMatchObject({ by: 'night' });
    await page.getByRole('button', { name: 'Tell of it again' }).click();
    await page.getByRole('button', { name: 'Mute it for a while…' }).waitFor();
    await page.getByRole('button', { name: 'Accept it no longer' }).click();
    await page.getByRole('button', { name: 'Accept it for a while…' }).waitFor();
    expect((await fixture.server.store.findings.byId(id))?.state).toBe('open');
  });

  it('begins a case from a finding, and takes what was done on its host without being told', async () => {
    await page.getByRole('button', { name: 'Open a case' }).click();
    await page.getByRole('heading', { name: 'Incident at 10.0.0.1:6379' }).waitFor();
    const [kept] = await fixture.server.store.cases.page(1);
    incident = `${fixture.url}/cases/${kept?.id}`;
    const folder = kept?.folder ?? '';
    await page.getByText(`nightlatch case snapshot ${folder}`, { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Approve…' }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await workOn(folder, 200, new Date());
    await page.reload();
    await page.getByText(/200 visits of strangers: 22 read in bulk/).waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('cell', { name: '203.0.113.70' }).waitFor();
  });

  it('takes what a person fills in, and the approval of a plan, under their name', async () => {
    await page.getByText('Incident details').click();
    await page.getByLabel('Sector').fill('Health');
    await page.getByRole('button', { name: 'Save: sector' }).click();
    await page.getByText('Filled in by night', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Approve…' }).first().click();
    await page.keyboard.press('Enter');
    await page.getByText(/^Approved by night/).waitFor();
    await page
      .getByText(/^nightlatch contain apply \w+ --approve \w+ --by night --case /)
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const [kept] = await fixture.server.store.cases.page(1);
    const told = readCase(kept?.folder ?? '')
      .entries.slice(-2)
      .map(({ event }) => event);
    expect(told).toMatchObject([
      { kind: 'filled', field: 'sector', value: 'Health', by: 'night' },
      { kind: 'approved', by: 'night', withoutSnapshot: null },
    ]);
  });

  it('lets a viewer look at a case and change nothing in it', async () => {
    await fixture.server.account('vic', 'viewer');
    const theirs = await fixture.browser.newContext();
    const looking = await theirs.newPage();
    await looking.goto(incident);
    await looking.getByLabel('Name').fill('vic');
    await looking.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await looking.keyboard.press('Enter');
    await looking.getByText('Your account may look, and approve nothing.').first().waitFor();
    await looking.getByText('Incident details').click();
    await looking.getByText('Health (by night)').waitFor();
    for (const name of ['Approve…', 'Save: sector'])
      expect(await looking.getByRole('button', { name }).count()).toBe(0);
    expect(await looking.getByRole('textbox').count()).toBe(0);
    const { pathname } = new URL(incident);
    const refused = await looking.evaluate(
      `fetch('/api/v1${pathname}/blanks', { method: 'PATCH', body: '{"field":"sector","value":"x"}',
        headers: { 'X-Nightlatch': '1', 'Content-Type': 'application/json' } }).then(({ status }) => status)`,
    );
    expect(refused).toBe(403);
    await theirs.close();
  });

  it('shows a look while it is under way', async () => {
    const { progress } = fixture.server;
    const now = new Date().toISOString();
    const facts = { entry: 'lab', run: 'r9', started: now, answered: 34, open: 1 };
    progress.push({ ...facts, endpoints: 120, total: 500 });
    await page.getByRole('link', { name: 'Looks' }).click();
    await page.getByText('120 of 500 endpoints asked, 34 answered, 1 let us in.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    progress.length = 0;
    await page.getByRole('heading', { name: 'Under way' }).waitFor({ state: 'detached' });
  });

  it('has no serious fault on any screen, light or dark, wide or narrow', async () => {
    await seedPage(fixture.server.store, 40, new Date());
    const paths = ['/', '/findings', '/assets', '/data?class=secret', '/runs', '/runs/run-0'];
    const [worst] = await fixture.server.store.findings.page({ text: '10.20.' }, 1);
    const { id = '', asset = '' } = worst?.finding ?? {};
    const all = [
      ...paths,
      '/cases',
      new URL(incident).pathname,
      '/schedule',
      '/settings',
      `/assets/${encodeURIComponent(asset)}`,
      `/findings/${id}`,
    ];
    const faults: string[] = [];
    for (const [index, path] of all.entries()) {
      // Each screen in one of the four ways, and the overview in two.
      await page.emulateMedia({ colorScheme: index % 4 < 2 ? 'dark' : 'light' });
      await page.setViewportSize({ width: index % 2 === 0 ? 1280 : 390, height: 844 });
      await page.goto(fixture.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Fetching…').first().waitFor({ state: 'detached' });
      if (path === '/') await page.locator('canvas').waitFor();
      faults.push(...(await faultsOf(page)).map((fault) => `${path}: ${fault}`));
      const isWide = await page.evaluate(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      if (isWide === true) faults.push(`${path}: wider than the screen`);
    }
    expect(faults).toEqual([]);
  });

  it('signs somebody in who is known elsewhere, and goes where they wanted to go', async () => {
    const { server, url } = fixture;
    await using openId = await startOpenId(`${url}/sign-in/back`);
    const elsewhereIs = elsewhereOf(openId, server);
    Object.assign(server.facts, { elsewhere: elsewhereIs });
    await using theirs = await fixture.browser.newContext({ ignoreHTTPSErrors: true });
    const other = await theirs.newPage();
    other.setDefaultTimeout(8000);
    await other.goto(`${url}/findings?state=accepted`);
    const button = other.getByRole('button', { name: 'Sign in with Example' });
    await button.waitFor();
    expect(await faultsOf(other)).toEqual([]);
    await button.click();
    await other.getByRole('navigation', { name: 'Screens' }).waitFor();
    await other.getByText('maria').first().waitFor();
    expect(other.url()).toBe(`${url}/findings?state=accepted`);
    // What the provider said stands nowhere in the history.
    await other.goBack();
    expect(other.url()).not.toMatch(/code=|state=[^a]/);
    openId.person.groups = [];
    await theirs.clearCookies({ domain: '127.0.0.1', name: 'nightlatch' });
    await other.goto(`${url}/sign-in`);
    await other.getByRole('button', { name: 'Sign in with Example' }).click();
    await other.getByRole('alert').getByText('you were not let in').waitFor();
    expect(await faultsOf(other)).toEqual([]);
    Object.assign(server.facts, { elsewhere: undefined });
  });

  it('asked nobody else, broke no policy, and the server made no mistake', () => {
    expect(elsewhere).toEqual([]);
    // The browser itself writes a line for each 401, and being asked to sign in is one.
    expect(said.filter((line) => !/status of 401/.test(line))).toEqual([]);
    expect(fixture.server.errors).toEqual([]);
  });
});
