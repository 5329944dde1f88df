/** Who may come in: links that let somebody choose a password, signing in, sessions and tokens. */
import { randomUUID } from 'node:crypto';
import type { Session, Store } from '../../store/store.ts';
import type { AccountTable, TokenTable } from '../../store/tables.ts';
import { Role, scopesOf, type Caller, type Scope } from '../caller.ts';
import { Problem } from '../problem.ts';
import { Lockout } from './lockout.ts';
import type { Person } from './person.ts';
import { hashPassword, isPassword, TooManySignIns, USUAL, type Cost } from './password.ts';
import { hashOf, newSecret, TOKEN_PREFIX } from './secret.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const LINK_LIVES = 15 * MINUTE;
export const SESSION_IDLE = 8 * HOUR;
export const SESSION_LIVES = 7 * DAY;
/** How exact `seen` is; writing it at every request would cost a commit each. */
const SEEN_STEP = MINUTE;
/** Nobody's password: what a name that does not exist is held against, so that it takes as long. */
const NOBODY_PASSWORD = newSecret();

export interface AccountsFacts {
  readonly store: Store;
  readonly now: () => Date;
  readonly cost?: Cost;
}

export interface NewToken {
  readonly id: string;
  /** Shown this once. */
  readonly secret: string;
}

export class Accounts {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #cost: Cost;
  readonly #lockout: Lockout;
  #nobody: Promise<string> | undefined;

  constructor({ store, now, cost = USUAL }: AccountsFacts) {
    this.#store = store;
    this.#now = now;
    this.#cost = cost;
    this.#lockout = new Lockout(store.accounts, now);
  }

  /** Whether there is nobody yet who could sign in as an administrator. */
  async isUnclaimed(): Promise<boolean> {
    const all = await this.#store.accounts.all();
    return !all.some(
      (account) => account.role === 'admin' && account.disabled === 0 && isReady(account),
    );
  }

  /** The secret of a link for an account; for the first one where no name is given. Earlier links of it are void. */
  async link(name: string | null, role: Role): Promise<string> {
    const secret = newSecret();
    const created = this.#now();
    const expires = new Date(created.getTime() + LINK_LIVES).toISOString();
    await this.#store.transaction(async ({ accounts }) => {
      refusePassword(name === null ? undefined : await accounts.byName(name));
      await accounts.removeLinks(name);
      const link = { hash: hashOf(secret), name, role, created: created.toISOString(), expires };
      await accounts.addLink(link);
    });
    return secret;
  }

  /** Uses a link up: its account has this password from now on, and no session from before. */
  async redeem(secret: string, name: string, password: string): Promise<void> {
    const kept = await this.#hash(password);
    const isUnclaimed = await this.isUnclaimed();
    const now = this.#now().toISOString();
    await this.#store.transaction(async ({ accounts }) => {
      const link = await accounts.takeLink(hashOf(secret));
      // An answer that tells a used link from an old one would help only those who guess.
      if (!link || link.expires <= now || (link.name ?? name) !== name)
        throw new Problem(403, 'this link was used, is too old, or is for another name');
      if (link.name === null && !isUnclaimed)
        throw new Problem(403, 'the first account exists; ask its owner for a link');
      const known = await accounts.byName(name);
      if (known && link.name === null) throw new Problem(409, 'there is an account of this name');
      refusePassword(known);
      await accounts.succeeded(this.#lockout.keyOf(name));
      if (known) {
        await accounts.change(known.id, { password: kept });
        await accounts.endSessionsOf(known.id);
        return;
      }
      const account = { id: randomUUID(), name, role: link.role, password: kept };
      await accounts.add({ ...account, disabled: 0, created: now, last_seen: null });
    });
  }

  /** The secret of a new session. */
  async signIn(name: string, password: string): Promise<string> {
    await this.#lockout.check(name);
    const account = await this.#store.accounts.byName(name);
    const isRight = await this.#isRight(account, password);
    if (!account || !isRight) {
      await this.#lockout.failed(name);
      throw new Problem(401, 'the name or the password is wrong');
    }
    await this.#lockout.succeeded(name);
    return this.#newSession(this.#store, account.id);
  }

  /** Somebody whom a provider let in: the account is made at the first time, and has that role from now on. */
  async signInAs(person: Person): Promise<{ name: string; session: string }> {
    const { issuer, subject, role } = person;
    return this.#store.transaction(async (session) => {
      const { accounts } = session;
      const known = await accounts.bySubject(issuer, subject);
      if (known && known.disabled !== 0) throw new Problem(403, 'this account is shut out');
      if (known) await accounts.change(known.id, { role });
      const { id, name } = known ?? (await this.#newPerson(session, person));
      return { name, session: await this.#newSession(session, id) };
    });
  }

  /** Somebody whom a provider lets in no longer. */
  async signOutAs({ issuer, subject }: Pick<Person, 'issuer' | 'subject'>): Promise<void> {
    await this.#store.transaction(async ({ accounts }) => {
      const known = await accounts.bySubject(issuer, subject);
      if (!known) return;
      await accounts.endSessionsOf(known.id);
      // They would act for up to a year in a role that the account has no longer.
      for (const { id } of await accounts.tokens(known.id)) await accounts.removeToken(id);
    });
  }

  /** Never an account that is there: a name says nothing of who somebody is. */
  async #newPerson(
    { accounts }: Session,
    { issuer, subject, role, names }: Person,
  ): Promise<{ id: string; name: string }> {
    for (const name of names) {
      if (await accounts.byName(name)) continue;
      const created = this.#now().toISOString();
      const account = { id: randomUUID(), name, role, password: null, disabled: 0, created };
      await accounts.add({ ...account, issuer, subject });
      return account;
    }
    throw new Problem(409, 'there are accounts of all names that this person could have');
  }

  async #newSession({ accounts }: Pick<Session, 'accounts'>, account: string): Promise<string> {
    const secret = newSecret();
    const now = this.#now().toISOString();
    await accounts.addSession({ hash: hashOf(secret), account, created: now, seen: now });
    await accounts.change(account, { last_seen: now });
    return secret;
  }

  async bySession(secret: string): Promise<Caller | undefined> {
    return this.#bySession(hashOf(secret), true);
  }

  async #bySession(hash: string, isUse: boolean): Promise<Caller | undefined> {
    const now = this.#now().getTime();
    const session = await this.#store.accounts.session(hash);
    if (!session) return undefined;
    const isOld = now - Date.parse(session.created) > SESSION_LIVES;
    const isIdle = now - Date.parse(session.seen) > SESSION_IDLE;
    if (isOld || isIdle) {
      await this.#store.accounts.endSession(session.hash);
      return undefined;
    }
    if (isUse && now - Date.parse(session.seen) > SEEN_STEP)
      await this.#store.accounts.seenSession(session.hash, new Date(now).toISOString());
    const account = await this.#store.accounts.byId(session.account);
    return callerOf(account, 'session', session.hash);
  }

  async byToken(secret: string): Promise<Caller | undefined> {
    if (!secret.startsWith(TOKEN_PREFIX)) return undefined;
    return this.#byToken(await this.#store.accounts.token(hashOf(secret)));
  }

  async #byTokenId(id: string): Promise<Caller | undefined> {
    return this.#byToken(await this.#store.accounts.tokenById(id));
  }

  async #byToken(token: TokenTable | undefined): Promise<Caller | undefined> {
    const now = this.#now().toISOString();
    if (!token || token.expires <= now) return undefined;
    const caller = callerOf(
      await this.#store.accounts.byId(token.account),
      'token',
      token.id,
      token.scopes.split(' '),
    );
    const used = token.used === null ? 0 : Date.parse(token.used);
    if (caller && Date.parse(now) - used > SEEN_STEP)
      await this.#store.accounts.usedToken(token.id, now);
    return caller;
  }

  /** Whether what let the caller in would do so now. */
  async isStillGood({ by, key }: Caller): Promise<boolean> {
    const caller =
      by === 'session' ? await this.#bySession(key, false) : await this.#byTokenId(key);
    return caller !== undefined;
  }

  async signOut({ by, key }: Caller): Promise<void> {
    if (by === 'session') await this.#store.accounts.endSession(key);
  }

  /** Its scopes are those of the account at most, whatever that account may do later. */
  async createToken(
    account: Pick<AccountTable, 'id' | 'role'>,
    { name, scopes, days }: { name: string; scopes: readonly Scope[]; days: number },
  ): Promise<NewToken> {
    const may = scopesOf(Role.parse(account.role));
    const beyond = scopes.find((scope) => !may.includes(scope));
    if (beyond !== undefined)
      throw new Problem(403, `an account of this role cannot give the scope ${beyond}`);
    const secret = TOKEN_PREFIX + newSecret();
    const id = randomUUID();
    const created = this.#now();
    await this.#store.accounts.addToken({
      id,
      hash: hashOf(secret),
      account: account.id,
      name,
      scopes: scopes.join(' '),
      created: created.toISOString(),
      expires: new Date(created.getTime() + days * DAY).toISOString(),
      used: null,
    });
    return { id, secret };
  }

  /** Nobody of it gets in from the next request on. */
  async disable(id: string, disabled: boolean): Promise<void> {
    await this.#store.accounts.change(id, { disabled: Number(disabled) });
    if (disabled) await this.#store.accounts.endSessionsOf(id);
  }

  async sweep(): Promise<void> {
    const before = (age: number): string => new Date(this.#now().getTime() - age).toISOString();
    await this.#store.accounts.forgetBefore(before(SESSION_LIVES), before(SESSION_IDLE), before(0));
  }

  async #isRight(account: AccountTable | undefined, password: string): Promise<boolean> {
    this.#nobody ??= hashPassword(NOBODY_PASSWORD, this.#cost);
    const usable = account?.disabled === 0 ? account.password : null;
    const isIt = await slow(isPassword(password, usable ?? (await this.#nobody)));
    return isIt && usable !== null;
  }

  async #hash(password: string): Promise<string> {
    return slow(hashPassword(password, this.#cost));
  }
}

/** Somebody chose a password for it, or it needs none. */
export function isReady({ password, subject }: AccountTable): boolean {
  return password !== null || subject !== null;
}

/** Whoever signs in elsewhere would keep a door here that the provider knows nothing of. */
function refusePassword(account: AccountTable | undefined): void {
  if (account && account.subject !== null)
    throw new Problem(409, 'this account signs in elsewhere and gets no password');
}

async function slow<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TooManySignIns)
      throw new Problem(503, 'many sign in at once', { 'Retry-After': '2' });
    throw error;
  }
}

function callerOf(
  account: AccountTable | undefined,
  by: Caller['by'],
  key: string,
  given?: readonly string[],
): Caller | undefined {
  if (!account || account.disabled !== 0) return undefined;
  const role = Role.parse(account.role);
  const scopes = scopesOf(role).filter((scope) => given === undefined || given.includes(scope));
  return { account: account.id, name: account.name, role, scopes, by, key };
}
