/** Pictures of every screen, for whoever changes one: `NIGHTLATCH_SCREENS=folder npx vitest run web/screens.test.ts`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workOn } from '../test/seed-case.ts';
import { seedPage } from '../test/seed-page.ts';
import { PASSWORD, type ServerFixture } from '../test/server-fixture.ts';
import { hasChromium, pageFixture } from './page-fixture.ts';

const folder = process.env['NIGHTLATCH_SCREENS'];
const MANY = 5000;
const VISITS = 200;

const WAYS = [
  { name: 'wide-light', width: 1280, colorScheme: 'light' },
  { name: 'wide-dark', width: 1280, colorScheme: 'dark' },
  { name: 'phone-light', width: 390, colorScheme: 'light' },
  { name: 'phone-dark', width: 390, colorScheme: 'dark' },
] as const;

/** One that was opened just now, and one with all that can be in it. */
async function seedCases({ store, facts }: ServerFixture): Promise<Record<string, string>> {
  const [first, second] = await store.findings.page({ states: ['open'] }, 2);
  const begun = await facts.cases.open(first?.finding.id ?? '', 'night');
  const full = await facts.cases.open(second?.finding.id ?? '', 'night');
  await workOn(full.folder, VISITS, new Date());
  return { 'case-begun': `/cases/${begun.id}`, 'case-full': `/cases/${full.id}` };
}

describe.skipIf(folder === undefined || !hasChromium)('pictures of every screen', () => {
  it.each([0, MANY])('with %d findings', { timeout: 300_000 }, async (count) => {
    await using fixture = await pageFixture();
    const { store } = fixture.server;
    await fixture.server.account('night', 'admin');
    await seedPage(store, count, new Date());
    const [worst] = await store.findings.page({}, 1);
    const { id, asset = '' } = worst?.finding ?? {};
    const cases = id === undefined ? {} : await seedCases(fixture.server);
    const screens = {
      ...{ overview: '/', findings: '/findings?state=open', assets: '/assets', data: '/data' },
      ...{ looks: '/runs', schedule: '/schedule', settings: '/settings' },
      ...(id !== undefined && {
        finding: `/findings/${id}`,
        asset: `/assets/${encodeURIComponent(asset)}`,
        look: '/runs/run-0',
      }),
      ...{ cases: '/cases', ...cases },
    };
    mkdirSync(folder ?? '', { recursive: true });
    for (const { name, width, colorScheme } of WAYS) {
      const context = await fixture.browser.newContext({
        colorScheme,
        viewport: { width, height: 844 },
      });
      const page = await context.newPage();
      await page.goto(`${fixture.url}/sign-in`);
      await page.getByLabel('Name').waitFor();
      await page.screenshot({ path: join(folder ?? '', `${name}-${count}-sign-in.png`) });
      await page.getByLabel('Name').fill('night');
      await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('navigation', { name: 'Screens' }).waitFor();
      for (const [screen, path] of Object.entries(screens)) {
        await page.goto(fixture.url + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.getByText('Fetching…').first().waitFor({ state: 'detached' });
        if (screen === 'overview' && count > 0) await page.locator('canvas').waitFor();
        const picture = join(folder ?? '', `${name}-${count}-${screen}.png`);
        await page.screenshot({ path: picture, fullPage: width > 1000 && screen !== 'data' });
      }
      await context.close();
    }
    expect(fixture.server.errors).toEqual([]);
  });
});
