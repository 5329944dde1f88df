/** Sign-ins through a provider that are under way: each is bound to one browser, used once, and lives in memory. */
import type { SignInConfig } from '../../model/server-config.ts';
import {
  SignInError,
  type SignedInElsewhere,
  type SignInChecks,
  type SignInProvider,
} from '../../model/sign-in.ts';
import { Problem } from '../problem.ts';
import type { Accounts } from './accounts.ts';
import { personOf, type Person } from './person.ts';
import { hashOf, newSecret } from './secret.ts';

/** Long enough for a second factor. */
export const FLOW_LIVES = 10 * 60_000;
/** The oldest is forgotten first, so that nobody fills the memory. */
const MOST_FLOWS = 1000;
/** Path of the page that providers send browsers back to. */
const BACK = '/sign-in/back';

interface Flow {
  readonly checks: SignInChecks;
  readonly redirect: string;
  readonly to: string;
  readonly expires: number;
}

export interface ElsewhereFacts {
  readonly provider: SignInProvider;
  readonly config: SignInConfig;
  readonly accounts: Accounts;
  readonly now: () => Date;
  /** Why somebody did not come in, for whoever runs this; the caller is told less. */
  readonly onRefused: (why: string) => void;
}

export class Elsewhere {
  readonly config: SignInConfig;
  readonly #facts: ElsewhereFacts;
  readonly #flows = new Map<string, Flow>();

  constructor(facts: ElsewhereFacts) {
    this.#facts = facts;
    this.config = facts.config;
  }

  /** Where the browser goes, and the secret that it has to bring back. `to`: where it wants to be in the end. */
  async begin(origin: string, to: string): Promise<{ url: string; secret: string }> {
    const redirect = `${origin}${BACK}`;
    const { url, checks } = await this.#told(() => this.#facts.provider.begin(redirect));
    const secret = newSecret();
    const expires = this.#facts.now().getTime() + FLOW_LIVES;
    this.#flows.set(hashOf(secret), { checks, redirect, to, expires });
    if (this.#flows.size > MOST_FLOWS) {
      const [oldest = ''] = this.#flows.keys();
      this.#flows.delete(oldest);
    }
    return { url, secret };
  }

  /** `query`: what the provider added to our address. Gives the secret of a session. */
  async finish(
    secret: string,
    query: string,
  ): Promise<{ name: string; session: string; to: string }> {
    const key = hashOf(secret);
    const flow = this.#flows.get(key);
    this.#flows.delete(key);
    if (!flow || flow.expires <= this.#facts.now().getTime())
      throw new Problem(403, 'this sign-in was not begun in this browser, or too long ago');
    return this.#told(async () => {
      const { provider, accounts } = this.#facts;
      const back = new URL(flow.redirect);
      back.search = query;
      const who = await provider.finish(back, flow.checks);
      return { ...(await accounts.signInAs(await this.#personOf(who))), to: flow.to };
    });
  }

  /** Who has no role any more is out at once, on every device. */
  async #personOf(who: SignedInElsewhere): Promise<Person> {
    try {
      return personOf(who, this.config);
    } catch (error) {
      await this.#facts.accounts.signOutAs(who);
      throw error;
    }
  }

  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SignInError)) throw error;
      this.#facts.onRefused(error.message);
      throw error.isUnreachable
        ? new Problem(503, 'who signs you in cannot be reached')
        : new Problem(403, 'you were not let in; the log of this Nightlatch says why');
    }
  }
}
