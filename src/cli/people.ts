/** `nightlatch account …` and `token …`: who may come in, for whoever can write to the store. */
import { randomUUID } from 'node:crypto';
import { UsageError } from '../model/errors.ts';
import { untrusted } from '../model/untrusted.ts';
import { Accounts, isReady } from '../server/accounts/accounts.ts';
import { Role, Scope } from '../server/caller.ts';
import { Problem } from '../server/problem.ts';
import { Name } from '../server/words.ts';
import { openStore, type Store } from '../store/store.ts';
import type { AccountTable } from '../store/tables.ts';
import { print } from './outputs.ts';
import type { AccountOptions, StoreOptions, TokenOptions } from './people-commands.ts';
import { whereOf } from './store-place.ts';
import { say } from './terminal.ts';

const now = (): Date => new Date();

async function withStore(
  { data }: StoreOptions,
  work: (store: Store, accounts: Accounts) => Promise<void>,
): Promise<void> {
  await using store = await openStore(whereOf(data));
  try {
    await work(store, new Accounts({ store, now }));
  } catch (error) {
    if (error instanceof Problem) throw new UsageError(error.message);
    throw error;
  }
}

function read<T>(schema: { safeParse: (text: string) => { data?: T } }, text: string): T {
  const { data } = schema.safeParse(text);
  if (data === undefined) throw new UsageError(`${JSON.stringify(untrusted(text))} ${MEND}`);
  return data;
}

const MEND = `is none of: a name (small letters, digits, . _ @ -), a role (${Role.options.join(', ')}), a scope (${Scope.options.join(', ')})`;

async function known({ accounts }: Store, name: string): Promise<AccountTable> {
  const account = await accounts.byName(name);
  if (!account) throw new UsageError(`there is no account ${JSON.stringify(untrusted(name))}`);
  return account;
}

export async function accountAdd(text: string, options: AccountOptions): Promise<void> {
  const name = read(Name, text);
  const role = read(Role, options.role);
  await withStore(options, async (store, accounts) => {
    if (await store.accounts.byName(name)) throw new UsageError(`there is an account ${name}`);
    const account = { id: randomUUID(), name, role, password: null, disabled: 0 };
    const created = now().toISOString();
    await store.accounts.add({ ...account, created, last_seen: null });
    await tellLink(accounts, name, role, options);
  });
}

/** For somebody who lost the password, or let the first link grow old. */
export async function accountLink(name: string, options: AccountOptions): Promise<void> {
  await withStore(options, async (store, accounts) => {
    const { role } = await known(store, name);
    await tellLink(accounts, name, Role.parse(role), options);
  });
}

async function tellLink(
  accounts: Accounts,
  name: string,
  role: Role,
  { url }: AccountOptions,
): Promise<void> {
  say(`For ${name}, good for a quarter of an hour and once:`);
  await print(`${url}/first#${await accounts.link(name, role)}\n`);
}

export async function accountList(options: StoreOptions): Promise<void> {
  await withStore(options, async (store) => {
    const all = await store.accounts.all();
    if (all.length === 0) say('There is no account yet: "nightlatch account add" makes one.');
    for (const account of all) {
      const { name, role, disabled, issuer, last_seen } = account;
      const states = [
        ...(disabled === 0 ? [] : ['disabled']),
        ...(isReady(account) ? [] : ['no password yet']),
        ...(issuer === null ? [] : [`signs in at ${new URL(issuer).host}`]),
        `last seen ${last_seen ?? 'never'}`,
      ];
      await print(`${name}  ${role}  ${states.join(', ')}\n`);
    }
  });
}

export async function accountDisable(
  name: string,
  disabled: boolean,
  options: StoreOptions,
): Promise<void> {
  await withStore(options, async (store, accounts) => {
    await accounts.disable((await known(store, name)).id, disabled);
    say(`${name} is ${disabled ? 'shut out' : 'let in'} from now on.`);
  });
}

export async function tokenCreate(label: string, options: TokenOptions): Promise<void> {
  const scopes = options.scope.map((scope) => read(Scope, scope));
  const days = Number(options.days);
  if (!/^\d{1,3}$/.test(options.days) || days < 1 || days > 366)
    throw new UsageError(`--days ${JSON.stringify(options.days)}: takes a number from 1 to 366`);
  if (!/^[\w .@-]{1,60}$/.test(label))
    throw new UsageError('the name of a token: letters, digits, blanks and . _ @ -, up to 60');
  if (scopes.length === 0) throw new UsageError('say what it is for, as --scope submit');
  await withStore(options, async (store, accounts) => {
    const account = await known(store, options.account);
    const made = await accounts.createToken(
      { id: account.id, role: account.role },
      { name: label, scopes, days },
    );
    say(`Token ${made.id}; it is shown this once:`);
    await print(`${made.secret}\n`);
  });
}

export async function tokenList(options: StoreOptions): Promise<void> {
  await withStore(options, async (store) => {
    const names = new Map((await store.accounts.all()).map(({ id, name }) => [id, name]));
    const all = await store.accounts.tokens();
    if (all.length === 0) say('There is no token.');
    for (const { id, name, account, scopes, expires, used } of all) {
      const of = names.get(account) ?? '?';
      await print(`${id}  ${name}  of ${of}: ${scopes}; to ${expires}, used ${used ?? 'never'}\n`);
    }
  });
}

export async function tokenRemove(id: string, options: StoreOptions): Promise<void> {
  await withStore(options, async (store) => {
    if (!(await store.accounts.removeToken(id))) throw new UsageError('there is no such token');
  });
}
