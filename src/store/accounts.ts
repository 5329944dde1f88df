/** People and what they sign in with. Of secrets only hashes are kept. */
import type { Insertable, Kysely } from 'kysely';
import type {
  AccountTable,
  AttemptTable,
  LinkTable,
  SessionTable,
  Tables,
  TokenTable,
} from './tables.ts';

export class AccountStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async all(): Promise<AccountTable[]> {
    return await this.#db.selectFrom('accounts').selectAll().orderBy('name').execute();
  }

  async byId(id: string): Promise<AccountTable | undefined> {
    return await this.#one('id', id);
  }

  async byName(name: string): Promise<AccountTable | undefined> {
    return await this.#one('name', name);
  }

  async bySubject(issuer: string, subject: string): Promise<AccountTable | undefined> {
    return await this.#db
      .selectFrom('accounts')
      .selectAll()
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst();
  }

  async #one(column: 'id' | 'name', value: string): Promise<AccountTable | undefined> {
    return await this.#db
      .selectFrom('accounts')
      .selectAll()
      .where(column, '=', value)
      .executeTakeFirst();
  }

  async add(account: Insertable<AccountTable>): Promise<void> {
    await this.#db.insertInto('accounts').values(account).execute();
  }

  async change(
    id: string,
    news: Partial<Pick<AccountTable, 'role' | 'password' | 'disabled' | 'last_seen'>>,
  ): Promise<void> {
    await this.#db.updateTable('accounts').set(news).where('id', '=', id).execute();
  }

  async addSession(session: SessionTable): Promise<void> {
    await this.#db.insertInto('sessions').values(session).execute();
  }

  async session(hash: string): Promise<SessionTable | undefined> {
    return await this.#db
      .selectFrom('sessions')
      .selectAll()
      .where('hash', '=', hash)
      .executeTakeFirst();
  }

  async seenSession(hash: string, seen: string): Promise<void> {
    await this.#db.updateTable('sessions').set({ seen }).where('hash', '=', hash).execute();
  }

  async endSession(hash: string): Promise<void> {
    await this.#db.deleteFrom('sessions').where('hash', '=', hash).execute();
  }

  async endSessionsOf(account: string): Promise<void> {
    await this.#db.deleteFrom('sessions').where('account', '=', account).execute();
  }

  /** What nobody can use any more. */
  async forgetBefore(created: string, seen: string, now: string): Promise<void> {
    await this.#db
      .deleteFrom('sessions')
      .where((it) => it.or([it('created', '<', created), it('seen', '<', seen)]))
      .execute();
    await this.#db.deleteFrom('links').where('expires', '<', now).execute();
    await this.#db.deleteFrom('attempts').where('until', '<', seen).execute();
  }

  async addToken(token: TokenTable): Promise<void> {
    await this.#db.insertInto('tokens').values(token).execute();
  }

  async token(hash: string): Promise<TokenTable | undefined> {
    return await this.#db
      .selectFrom('tokens')
      .selectAll()
      .where('hash', '=', hash)
      .executeTakeFirst();
  }

  async tokenById(id: string): Promise<TokenTable | undefined> {
    return await this.#db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Of one account, or of all. */
  async tokens(account?: string): Promise<TokenTable[]> {
    let query = this.#db.selectFrom('tokens').selectAll().orderBy('created', 'desc');
    if (account !== undefined) query = query.where('account', '=', account);
    return await query.execute();
  }

  async usedToken(id: string, used: string): Promise<void> {
    await this.#db.updateTable('tokens').set({ used }).where('id', '=', id).execute();
  }

  /** False where there was none; of one account only, where it is given. */
  async removeToken(id: string, account?: string): Promise<boolean> {
    let query = this.#db.deleteFrom('tokens').where('id', '=', id);
    if (account !== undefined) query = query.where('account', '=', account);
    const { numDeletedRows } = await query.executeTakeFirst();
    return Number(numDeletedRows) === 1;
  }

  async addLink(link: LinkTable): Promise<void> {
    await this.#db.insertInto('links').values(link).execute();
  }

  /** All links of one account, or those of the first one, are void. */
  async removeLinks(name: string | null): Promise<void> {
    await this.#db
      .deleteFrom('links')
      .where('name', name === null ? 'is' : '=', name)
      .execute();
  }

  /** Takes the link away and gives it: of two who come with it, one gets nothing. */
  async takeLink(hash: string): Promise<LinkTable | undefined> {
    return await this.#db
      .deleteFrom('links')
      .where('hash', '=', hash)
      .returningAll()
      .executeTakeFirst();
  }

  async attempts(key: string): Promise<AttemptTable | undefined> {
    return await this.#db
      .selectFrom('attempts')
      .selectAll()
      .where('key', '=', key)
      .executeTakeFirst();
  }

  async failed(attempt: AttemptTable): Promise<void> {
    const { key: _, ...news } = attempt;
    await this.#db
      .insertInto('attempts')
      .values(attempt)
      .onConflict((clash) => clash.column('key').doUpdateSet(news))
      .execute();
  }

  async succeeded(key: string): Promise<void> {
    await this.#db.deleteFrom('attempts').where('key', '=', key).execute();
  }
}
