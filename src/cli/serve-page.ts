/** The page and API of `serve`, put together. */
import { fileURLToPath } from 'node:url';
import type { SignInProvider } from '../model/sign-in.ts';
import { untrusted } from '../model/untrusted.ts';
import { Accounts } from '../server/accounts/accounts.ts';
import { Elsewhere } from '../server/accounts/elsewhere.ts';
import { appOf } from '../server/app.ts';
import type { Facts } from '../server/facts.ts';
import { listen, type ListenPlan } from '../server/listen.ts';
import { pagesIn } from '../server/pages.ts';
import type { Store } from '../store/store.ts';
import { deliver } from '../watch/alerts/deliver.ts';
import type { UnderWay } from '../watch/under-way.ts';
import type { Watcher } from '../watch/watcher.ts';
import type { AuditOptions } from './audit-options.ts';
import { deskOver } from './case/desk.ts';
import { log } from './log.ts';
import { say } from './terminal.ts';
import { VERSION } from './version.ts';

export interface Shown {
  readonly store: Store;
  readonly watcher: Watcher;
  readonly options: AuditOptions;
  readonly underWay: UnderWay;
  /** Who signs people in besides. */
  readonly provider: SignInProvider | undefined;
}

const HOUR = 3_600_000;
/** `dist/web`, from where this stands once it is built. */
const PAGES = fileURLToPath(new URL('../../web', import.meta.url));

export async function showAt(
  plan: ListenPlan,
  { store, watcher, options, underWay, provider }: Shown,
): Promise<{ close: () => Promise<void> }> {
  const { config } = options;
  const now = (): Date => new Date();
  const accounts = new Accounts({ store, now });
  const signIn = config.server?.sign_in;
  const onRefused = (why: string): void =>
    log('info', `sign-in: ${untrusted(why)}`, { what: 'sign-in' });
  const elsewhere =
    provider && signIn && new Elsewhere({ provider, config: signIn, accounts, now, onRefused });
  const ending = new AbortController();
  const facts: Facts = {
    store,
    accounts,
    cases: deskOver(store),
    pdf: async (view) => (await import('./case/report.ts')).pdf(view),
    elsewhere,
    watcher,
    entries: config.watch,
    receivers: config.receivers,
    deliver: (receiver, message) => deliver(receiver, message, process.env),
    progress: () => underWay.list(),
    policy: config.policy,
    vantage: options.vantage,
    version: VERSION,
    now,
    ending: ending.signal,
  };
  const onError = (error: unknown): void =>
    say(`the page: ${error instanceof Error ? error.message : String(error)}`);
  const pages = pagesIn(PAGES);
  const listening = await listen(plan, (own) => appOf({ facts, own, pages, onError }));
  const sweeper = setInterval(() => void accounts.sweep().catch(onError), HOUR);
  say(`Its page: ${listening.url}`);
  if (await accounts.isUnclaimed()) say(await howToBegin(listening.url, accounts));
  return {
    close: async () => {
      clearInterval(sweeper);
      ending.abort();
      await listening.close();
    },
  };
}

/** The link is for whoever started it, and for no log: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#%24JOURNAL_STREAM */
async function howToBegin(url: string, accounts: Accounts): Promise<string> {
  if (process.env['JOURNAL_STREAM'])
    return 'Nobody has an account yet: "nightlatch account add NAME --role admin" gives a link.';
  const secret = await accounts.link(null, 'admin');
  return `Nobody has an account yet. Open this once, within a quarter of an hour:\n  ${url}/first#${secret}`;
}
