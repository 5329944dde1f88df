import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nightlatch, type Ran } from '../../test/run-cli.ts';
import { Accounts } from '../server/accounts/accounts.ts';
import { openStore } from '../store/store.ts';

let data = '';
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'nightlatch-people-'));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const run = (...words: string[]): Promise<Ran> => nightlatch([...words, '--data', data]);

it('adds somebody by a link, makes a token of theirs, and shuts them out', async () => {
  const added = await run(
    'account',
    'add',
    'ann',
    '--role',
    'operator',
    '--url',
    'https://n.example',
  );
  const secret = /^https:\/\/n\.example\/first#([\w-]{43})\n$/.exec(added.out)?.[1] ?? '';
  expect([added.code, secret.length]).toEqual([0, 43]);
  const beyond = await run('token', 'create', 'ci', '--account', 'ann', '--scope', 'admin');
  expect([beyond.code, beyond.err]).toEqual([2, expect.stringContaining('scope admin')]);
  const made = await run('token', 'create', 'ci', '--account', 'ann', '--scope', 'submit');
  expect(made.out).toMatch(/^nlt_[\w-]{43}\n$/);
  await using store = await openStore({ folder: data });
  const accounts = new Accounts({ store, now: () => new Date(), cost: { N: 2, r: 1, p: 1 } });
  await accounts.redeem(secret, 'ann', 'correct horse battery staple');
  expect(await accounts.byToken(made.out.trim())).toMatchObject({
    name: 'ann',
    scopes: ['submit'],
  });
  expect((await run('account', 'disable', 'ann')).code).toBe(0);
  expect(await accounts.byToken(made.out.trim())).toBeUndefined();
});
