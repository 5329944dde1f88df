import { describe, expect, it } from 'vitest';
import { freeAddress } from '../lab/ports.ts';
import { ask, type Asked } from './ask.ts';
import { fakeHttp, json, type FakeAnswer } from './fakes/http.ts';

/** Answers by path, or by `POST /path`; `*` stands for every other path, and is 404 where it is not given. */
export type RecordedPages = Readonly<Record<string, FakeAnswer>>;

export interface RecordedProduct {
  readonly product: string;
  /** The port on which it is told where the root says little. */
  readonly port?: number;
  /** What it answers in each state, and what is to be said of it. The first state is one in which it is open. */
  readonly states: Readonly<Record<string, readonly [RecordedPages, Partial<Asked>]>>;
}

/** A page with a title and nothing in it. */
export function titled(title: string): FakeAnswer {
  return {
    headers: { 'Content-Type': 'text/html' },
    body: `<!DOCTYPE html><html><head><title>${title}</title></head><body></body></html>`,
  };
}

export function redirect(location: string, status = 302): FakeAnswer {
  return { status, headers: { Location: location } };
}

export function refusal(challenge: string, body: unknown = {}): FakeAnswer {
  return json(body, 401, { 'WWW-Authenticate': challenge });
}

/** What is said of a product that is open, and of one that asks for credentials. */
export const open = { access: 'open', authMethods: ['none'] } as const;
export const closed = { access: 'protected', grants: null } as const;

const POSITIVE = ['open', 'partial', 'passwordless', 'default-password', 'unclaimed'];
const NOWHERE: FakeAnswer = { status: 404, body: '404 page not found\n' };
const LOG_IN: FakeAnswer = {
  headers: { 'Content-Type': 'text/html' },
  body: '<title>Sign in</title><form><input name="password" type="password"></form>',
};
const BY_PROXY: FakeAnswer = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Basic realm="staff"', Via: '1.1 gateway' },
};

/** A port that nobody's pages are guessed at for, and on which HTTP is asked first. */
const ANY_PORT = 8888;

async function askPages(pages: RecordedPages, port = ANY_PORT): Promise<Asked> {
  const place = { address: await freeAddress([port]), port };
  await using fake = await fakeHttp(
    (path, method) => pages[`${method} ${path}`] ?? pages[path] ?? pages['*'] ?? NOWHERE,
    place,
  );
  const asked = await ask(fake);
  expect(asked.undeclared).toBe(0);
  expect(asked.connections).toBeLessThanOrEqual(3);
  return asked;
}

/** Servers that give some of the product's answers and are not it, or not open. */
function lookAlikes(real: RecordedPages): Readonly<Record<string, RecordedPages>> {
  const root = real['/'] ?? NOWHERE;
  const proofs = Object.values(real).filter((page) => page !== root && (page.status ?? 200) < 300);
  return {
    'gives its root at every path': { '*': root },
    'shows a log-in page behind its root': { '/': root, '*': LOG_IN },
    'stands behind a proxy that wants credentials': { '*': BY_PROXY },
    'has a root that anyone may read behind such a proxy': { '/': root, '*': BY_PROXY },
    ...Object.fromEntries(
      proofs.map((proof, index) => [
        `gives its answer ${index + 1} at every path`,
        { '/': root, '*': proof },
      ]),
    ),
  };
}

/** Holds the look at a product that the lab lacks against answers made from its documentation, and against look-alikes. */
export function looksAtRecorded({ product, port, states }: RecordedProduct): void {
  const [first] = Object.values(states);
  const [pagesOfOpen = {}] = first ?? [];
  describe(`${product} as its documentation says`, () => {
    it.each(Object.entries(states))('%s', async (_, [pages, expected]) => {
      const asked = await askPages(pages, port);
      expect(asked).toMatchObject({ product, protocol: 'http', plaintext: true, ...expected });
      expect(JSON.stringify(asked)).not.toContain('canary');
    });

    it.each(Object.entries(lookAlikes(pagesOfOpen)))(
      'is not open where something %s',
      async (_, pages) => {
        const asked = await askPages(pages, port);
        expect(POSITIVE).not.toContain(asked.access);
      },
    );
  });
}
