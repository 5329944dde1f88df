/** The API over a store of its own, without a port; with accounts of each role. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pdf } from '../src/cli/case/report.ts';
import { CaseDesk } from '../src/incident/desk/desk.ts';
import type { Message } from '../src/watch/alerts/message.ts';
import { Receiver, WatchEntry } from '../src/model/watch-config.ts';
import { Accounts } from '../src/server/accounts/accounts.ts';
import { appOf, type App } from '../src/server/app.ts';
import type { Role, Scope } from '../src/server/caller.ts';
import type { Facts, Progress } from '../src/server/facts.ts';
import type { Pages } from '../src/server/pages.ts';
import { openStore, type Store } from '../src/store/store.ts';

export const ORIGIN = 'http://127.0.0.1:8480';
export const PASSWORD = 'correct horse battery staple';
const FAST = { N: 2, r: 1, p: 1 };

export interface Asked {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export class ServerFixture implements AsyncDisposable {
  readonly folder: string;
  readonly store: Store;
  readonly accounts: Accounts;
  readonly app: App;
  readonly facts: Facts;
  readonly errors: unknown[] = [];
  readonly delivered: Message[] = [];
  readonly looked: string[] = [];
  readonly progress: Progress[] = [];
  readonly ending = new AbortController();
  now = new Date('2026-11-25T12:00:00.000Z');

  constructor(folder: string, store: Store, pages?: Pages) {
    this.folder = folder;
    this.store = store;
    const now = (): Date => this.now;
    this.accounts = new Accounts({ store, now, cost: FAST });
    this.facts = {
      store,
      now,
      accounts: this.accounts,
      cases: new CaseDesk({ store, now, root: join(folder, 'cases'), version: '1.2.3' }),
      pdf,
      watcher: {
        running: [],
        lookNow: (name) => {
          this.looked.push(name);
          return Promise.resolve(true);
        },
      },
      entries: [WatchEntry.parse({ name: 'lab', every: '1h', targets: ['10.0.0.0/24'] })],
      receivers: [
        Receiver.parse({ name: 'hook', kind: 'webhook', url: 'https://hooks.example/secret-path' }),
      ],
      deliver: (_, message) => {
        this.delivered.push(message);
        return Promise.resolve();
      },
      progress: () => this.progress,
      policy: {},
      vantage: 'segment',
      version: '1.2.3',
      ending: this.ending.signal,
    };
    this.app = appOf({
      facts: this.facts,
      own: {
        hosts: new Set(['127.0.0.1:8480']),
        origins: new Set([ORIGIN]),
        secure: false,
        proxies: undefined,
      },
      pages,
      onError: (error) => this.errors.push(error),
    });
  }

  /** An account that is ready, by its link. */
  async account(name: string, role: Role): Promise<string> {
    const id = `id-${name}`;
    const created = this.now.toISOString();
    const row = { id, name, role, password: null, disabled: 0, created, last_seen: null };
    await this.store.accounts.add(row);
    await this.accounts.redeem(await this.accounts.link(name, role), name, PASSWORD);
    return id;
  }

  /** The headers of somebody who signed in. */
  async session(name: string): Promise<Record<string, string>> {
    const secret = await this.accounts.signIn(name, PASSWORD);
    return { Cookie: `nightlatch=${secret}`, 'X-Nightlatch': '1' };
  }

  async token(name: string, role: Role, scopes: readonly Scope[]): Promise<Record<string, string>> {
    const account = { id: `id-${name}`, role };
    const { secret } = await this.accounts.createToken(account, { name: 'test', scopes, days: 1 });
    return { Authorization: `Bearer ${secret}` };
  }

  async ask(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: unknown,
  ): Promise<Asked> {
    const response = await this.app.request(`${ORIGIN}${path}`, {
      method,
      headers: {
        Host: '127.0.0.1:8480',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : text,
      headers: response.headers,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.ending.abort();
    await this.store[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function serverFixture(pages?: Pages): Promise<ServerFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-server-'));
  return new ServerFixture(folder, await openStore({ folder }), pages);
}
