import { describe, expect, it, vi } from 'vitest';
import { makeResolver } from './resolve.ts';

const fault = (code: string) => async () => {
  throw Object.assign(new Error('look-up'), { code });
};
const found =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address }));
const never = async (): Promise<never> => new Promise(() => undefined);

describe('a name', () => {
  it.each([
    [
      'its addresses',
      found('192.0.2.1', 'fd00::1'),
      { ok: true, addresses: ['192.0.2.1', 'fd00::1'], omitted: 0 },
    ],
    [
      'each once',
      found('192.0.2.1', '192.0.2.1'),
      { ok: true, addresses: ['192.0.2.1'], omitted: 0 },
    ],
    ['nothing', found(), { ok: false, reason: 'the name has no address' }],
    ['no such name', fault('ENOTFOUND'), { ok: false, reason: 'the name does not resolve' }],
    ['no answer', fault('EAI_AGAIN'), { ok: false, reason: 'the name server did not answer' }],
    [
      'another fault',
      fault('EBADNAME'),
      { ok: false, reason: 'the name does not resolve (EBADNAME)' },
    ],
    ['silence', never, { ok: false, reason: 'the name did not resolve within 0.02 s' }],
  ])('leads to %s', async (_, lookup, expected) => {
    expect(await makeResolver({ lookup, deadline: 20 })('db.example')).toEqual(expected);
  });

  it('leads to sixteen addresses at most', async () => {
    const all = Array.from({ length: 20 }, (_, index) => `192.0.2.${index}`);
    const resolution = await makeResolver({ lookup: found(...all) })('db.example');
    expect(resolution).toEqual({ ok: true, addresses: all.slice(0, 16), omitted: 4 });
  });

  it('is looked up once', async () => {
    const lookup = vi.fn<() => Promise<{ address: string }[]>>(found('192.0.2.1'));
    const resolve = makeResolver({ lookup });
    await Promise.all([resolve('db.example'), resolve('db.example')]);
    await resolve('db.example');
    expect(lookup).toHaveBeenCalledTimes(1);
  });

  it.each(['localhost', 'db.localhost'])('%s is never looked up', async (name) => {
    const lookup = vi.fn<() => Promise<{ address: string }[]>>(found('192.0.2.1'));
    expect(await makeResolver({ lookup })(name)).toMatchObject({ addresses: ['127.0.0.1', '::1'] });
    expect(lookup).not.toHaveBeenCalled();
  });

  it('is let go when the run is interrupted', async () => {
    const control = new AbortController();
    const resolve = makeResolver({ lookup: never });
    const asked = resolve('db.example', control.signal);
    control.abort();
    const expected = { ok: false, reason: 'interrupted before the name was resolved' };
    expect(await asked).toEqual(expected);
    expect(await resolve('other.example', control.signal)).toEqual(expected);
  });

  it('waits for a free thread before its time runs', async () => {
    let running = 0;
    let most = 0;
    const lookup = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
      running--;
      return [{ address: '192.0.2.1' }];
    };
    const resolve = makeResolver({ lookup, deadline: 200 });
    const all = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => resolve(`h${index}.example`)),
    );
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(most).toBe(4);
  });
});
