import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AccountTable, TokenTable } from '../../store/tables.ts';
import { isReady } from '../accounts/accounts.ts';
import { LEAST_PASSWORD, MOST_PASSWORD } from '../accounts/password.ts';
import { Role, Scope, type Caller } from '../caller.ts';
import { endpoint } from '../endpoint.ts';
import type { Facts } from '../facts.ts';
import { Problem } from '../problem.ts';
import { AccountShape, MeShape, TokenShape } from '../shapes.ts';
import { Name, sentence } from '../words.ts';

const tag = 'accounts';
const MOST_DAYS = 366;
const USUAL_DAYS = 90;

const Password = z.string().min(1).max(MOST_PASSWORD);
const NewPassword = z.string().min(LEAST_PASSWORD).max(MOST_PASSWORD);
const Secret = z.string().regex(/^[\w-]{20,100}$/, 'a secret as it was shown');

function shapeOfAccount(row: AccountTable): z.input<typeof AccountShape> {
  const { id, name, role, disabled, issuer, created, last_seen: lastSeen } = row;
  return {
    id,
    name,
    created,
    lastSeen,
    role: Role.parse(role),
    disabled: disabled !== 0,
    ready: isReady(row),
    issuer,
  };
}

function shapeOfToken(row: TokenTable): z.input<typeof TokenShape> {
  const { hash: _, scopes, ...rest } = row;
  return { ...rest, scopes: z.array(Scope).parse(scopes.split(' ')) };
}

function me({ name, role, scopes, by }: Caller): z.input<typeof MeShape> {
  return { name, role, scopes: [...scopes], by };
}

async function kept({ store }: Facts, id: string | undefined): Promise<AccountTable> {
  const account = await store.accounts.byId(id ?? '');
  if (!account) throw new Problem(404);
  return account;
}

const SignedIn = z.object({ name: z.string() });
const LinkTold = z.object({
  /** For the page `/first#SECRET`; shown this once, good for a quarter of an hour and one use. */
  secret: z.string(),
});

export const accountRoutes = [
  endpoint({
    method: 'post',
    path: '/session',
    id: 'signIn',
    summary: 'Sign in with name and password; the answer sets the cookie',
    tag,
    needs: 'nobody',
    body: z.strictObject({ name: Name, password: Password }),
    answer: SignedIn,
    handle: async ({ facts, body: { name, password }, setSession }) => {
      setSession(await facts.accounts.signIn(name, password));
      return { name };
    },
  }),
  endpoint({
    method: 'post',
    path: '/first',
    id: 'redeemLink',
    summary: 'Choose a name and a password with a one-time link, and be signed in',
    tag,
    needs: 'nobody',
    body: z.strictObject({ secret: Secret, name: Name, password: NewPassword }),
    answer: SignedIn,
    handle: async ({ facts, body: { secret, name, password }, setSession }) => {
      await facts.accounts.redeem(secret, name, password);
      setSession(await facts.accounts.signIn(name, password));
      return { name };
    },
  }),
  endpoint({
    method: 'get',
    path: '/me',
    id: 'getMe',
    summary: 'Who asks, and what they may do',
    tag,
    needs: 'account',
    answer: MeShape,
    handle: ({ caller }) => Promise.resolve(me(caller)),
  }),
  endpoint({
    method: 'delete',
    path: '/session',
    id: 'signOut',
    summary: 'Sign out',
    tag,
    needs: 'account',
    status: 204,
    handle: async ({ facts, caller, setSession }) => {
      await facts.accounts.signOut(caller);
      setSession(null);
    },
  }),
  endpoint({
    method: 'get',
    path: '/accounts',
    id: 'listAccounts',
    summary: 'Everybody who may sign in',
    tag,
    needs: 'admin',
    answer: z.object({ items: z.array(AccountShape) }),
    handle: async ({ facts }) => ({
      items: (await facts.store.accounts.all()).map(shapeOfAccount),
    }),
  }),
  endpoint({
    method: 'post',
    path: '/accounts',
    id: 'addAccount',
    summary: 'Add somebody, who chooses a password by the link',
    tag,
    needs: 'admin',
    status: 201,
    body: z.strictObject({ name: Name, role: Role }),
    answer: LinkTold.extend({ account: AccountShape }),
    handle: async ({ facts, body: { name, role } }) => {
      if (await facts.store.accounts.byName(name))
        throw new Problem(409, 'there is an account of this name');
      const created = facts.now().toISOString();
      const account = { id: randomUUID(), name, role, password: null, disabled: 0 };
      const row = { ...account, created, last_seen: null, issuer: null, subject: null };
      await facts.store.accounts.add(row);
      return { account: shapeOfAccount(row), secret: await facts.accounts.link(name, role) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/accounts/{id}/link',
    id: 'linkAccount',
    summary: 'A new one-time link for somebody who lost the password',
    tag,
    needs: 'admin',
    answer: LinkTold,
    handle: async ({ facts, params }) => {
      const { name, role } = await kept(facts, params['id']);
      return { secret: await facts.accounts.link(name, Role.parse(role)) };
    },
  }),
  endpoint({
    method: 'patch',
    path: '/accounts/{id}',
    id: 'changeAccount',
    summary: 'Give another role, shut out, or let in again',
    tag,
    needs: 'admin',
    body: z.strictObject({ role: Role.optional(), disabled: z.boolean().optional() }),
    answer: AccountShape,
    handle: async ({ facts, caller, params, body: { role, disabled } }) => {
      const account = await kept(facts, params['id']);
      // Nobody locks the last door from outside: another administrator has to do it.
      if (account.id === caller.account) throw new Problem(409, 'not to your own account');
      if (role !== undefined && account.subject !== null)
        throw new Problem(409, 'whoever signs them in says their role');
      if (role !== undefined) await facts.store.accounts.change(account.id, { role });
      if (disabled !== undefined) await facts.accounts.disable(account.id, disabled);
      return shapeOfAccount(await kept(facts, account.id));
    },
  }),
  endpoint({
    method: 'get',
    path: '/tokens',
    id: 'listTokens',
    summary: 'API tokens: those of the caller, or all for an administrator',
    tag,
    needs: 'read',
    answer: z.object({ items: z.array(TokenShape) }),
    handle: async ({ facts, caller }) => {
      const whose = caller.scopes.includes('admin') ? undefined : caller.account;
      return { items: (await facts.store.accounts.tokens(whose)).map(shapeOfToken) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/tokens',
    id: 'createToken',
    summary: 'A token for programs; shown this once',
    tag,
    needs: 'account',
    status: 201,
    body: z.strictObject({
      name: sentence(60),
      scopes: z.array(Scope).min(1),
      days: z.int().min(1).max(MOST_DAYS).default(USUAL_DAYS),
    }),
    answer: z.object({ id: z.string(), secret: z.string() }),
    handle: async ({ facts, caller, body }) => {
      // A token that makes tokens would outlive itself.
      if (caller.by === 'token') throw new Problem(403, 'sign in to make a token');
      return facts.accounts.createToken({ id: caller.account, role: caller.role }, body);
    },
  }),
  endpoint({
    method: 'delete',
    path: '/tokens/{id}',
    id: 'removeToken',
    summary: 'No more by this token',
    tag,
    needs: 'account',
    status: 204,
    handle: async ({ facts, caller, params }) => {
      const id = params['id'] ?? '';
      const whose = caller.scopes.includes('admin') ? undefined : caller.account;
      const isItself = caller.by === 'token' && caller.key === id;
      if (caller.by === 'token' && !isItself && whose !== undefined)
        throw new Problem(403, 'sign in to take another token away');
      if (!(await facts.store.accounts.removeToken(id, whose))) throw new Problem(404);
    },
  }),
];
