/** What the API stands on; `cli/serve.ts` puts it together, tests hand in their own. */
import type { CaseDesk } from '../incident/desk/desk.ts';
import type { Policy } from '../model/config.ts';
import type { Vantage } from '../model/vantage.ts';
import type { Receiver, WatchEntry } from '../model/watch-config.ts';
import type { IncidentView } from '../report/incident-view.ts';
import type { Store } from '../store/store.ts';
import type { Message } from '../watch/alerts/message.ts';
import type { Watcher } from '../watch/watcher.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Elsewhere } from './accounts/elsewhere.ts';

/** A look that is under way. */
export interface Progress {
  readonly entry: string;
  readonly run: string;
  readonly started: string;
  readonly endpoints: number;
  /** How many there will be, where that is known. */
  readonly total: number | null;
  readonly answered: number;
  readonly open: number;
}

export interface Facts {
  readonly store: Store;
  readonly accounts: Accounts;
  readonly cases: CaseDesk;
  /** The incident report as PDF, with fonts that the host has. */
  readonly pdf: (view: IncidentView) => Promise<Uint8Array>;
  /** Whoever signs people in besides, where the configuration names somebody. */
  readonly elsewhere?: Elsewhere | undefined;
  readonly watcher: Pick<Watcher, 'lookNow' | 'running'>;
  readonly entries: readonly WatchEntry[];
  readonly receivers: readonly Receiver[];
  readonly deliver: (receiver: Receiver, message: Message) => Promise<void>;
  readonly progress: () => readonly Progress[];
  readonly policy: Policy;
  readonly vantage: Vantage | undefined;
  readonly version: string;
  readonly now: () => Date;
  /** Aborted when the program ends, so that streams end with it. */
  readonly ending: AbortSignal;
}
