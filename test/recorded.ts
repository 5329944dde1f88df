import { describe, expect, it } from 'vitest';
import { freeAddress } from '../lab/ports.ts';
import { ask, type Asked } from './ask.ts';
import { fakeHttp, type FakeAnswer, type FakePages } from './fakes/http.ts';

/** A product in a state, as a real server or its documentation answers. */
export interface Recorded {
  /** By `METHOD /path`, or `/path` for GET. */
  readonly pages: Readonly<Record<string, FakeAnswer>>;
  /** What it gives for everything else. */
  readonly nowhere: FakeAnswer;
  readonly expected: Partial<Asked>;
}

export interface Where {
  /** The product's own port; `null` where other things often listen on it, so that a test cannot have it. */
  readonly port: number | null;
  /** The real one closes each connection, so that it has to be told within three. */
  readonly closes?: true;
}

export function answersOf(
  { pages, nowhere }: Omit<Recorded, 'expected'>,
  closes = false,
): FakePages {
  return (path, method) => {
    const answer =
      pages[`${method} ${path}`] ?? (method === 'GET' ? pages[path] : undefined) ?? nowhere;
    return closes ? { ...answer, headers: { ...answer.headers, Connection: 'close' } } : answer;
  };
}

/** Connections that one look may cost. */
const BUDGET = { usual: 3, odd: 8 } as const;

/** Holds the look at recorded answers against what is expected, on the product's own port and on another. */
export function looksAtRecorded(
  product: string,
  where: Where,
  states: Readonly<Record<string, Recorded>>,
): void {
  describe.concurrent(`a recorded ${product}`, () => {
    it.each(Object.entries(states))('%s', async (_, recorded) => {
      const expected = { product, undeclared: 0, ...recorded.expected };
      // The public page with the version is read where it costs no connection.
      const { version: _version, ...unversioned } = expected;
      for (const closes of where.closes ? [true] : [false, true]) {
        const pages = answersOf(recorded, closes);
        await using odd = await fakeHttp(pages);
        const asked = await ask(odd);
        expect(asked).toMatchObject(closes ? unversioned : expected);
        expect(asked.connections).toBeLessThanOrEqual(BUDGET.odd);
        // A name or value that must not leave memory is called so in the answers.
        expect(JSON.stringify(asked)).not.toContain('canary');
      }
      if (where.port === null) return;
      const address = await freeAddress([where.port]);
      const pages = answersOf(recorded, where.closes);
      await using usual = await fakeHttp(pages, { address, port: where.port });
      const asked = await ask(usual);
      expect(asked).toMatchObject(where.closes ? unversioned : expected);
      expect(asked.connections).toBeLessThanOrEqual(where.closes ? BUDGET.usual : 1);
    });
  });
}

/** An HTML page with a title, as single-page applications give it in every state. */
export function shell(title: string, more = ''): FakeAnswer {
  return {
    headers: { 'Content-Type': 'text/html' },
    body: `<!doctype html><html lang="en"><head><title>${title}</title></head><body><div id="root"></div>${more}</body></html>`,
  };
}
