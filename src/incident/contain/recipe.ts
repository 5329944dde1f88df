/** One way to shut a door: steps that are saved before, done, checked, and undone as one. */
import type { GroupPlace, GroupRule, SecurityGroup } from '../../model/security-group.ts';
import type { Access, Asker } from '../ask/asker.ts';

export interface Context {
  /** The owner's way in. */
  readonly access: Access;
  /** The owner's session, opened at the first use and kept: a new password does not end it. */
  readonly asker: () => Promise<Asker>;
  /** Runs a program on this host to its end. */
  readonly run: (argv: readonly string[], input?: string) => Promise<string>;
  /** The security group of the plan, reached when it is first asked for. */
  readonly group: () => Promise<SecurityGroup>;
  /** Shown once before anything is done, and stored nowhere. */
  readonly password: string;
  readonly plan: Settings;
}

/** What a plan was made with; part of its id. */
export interface Settings {
  readonly id: string;
  /** Networks that may still come. */
  readonly allow: readonly string[];
  /** After that many seconds the block lifts itself; 0: it stays. */
  readonly seconds: number;
  /** ClickHouse's users.xml on this host. */
  readonly usersFile: string | null;
  /** The security group before the store, and its rules that let everybody come when the plan was made. */
  readonly group: (GroupPlace & { readonly open: readonly GroupRule[] }) | null;
}

/** What was there before, as JSON; never a password. */
export type Saved = Readonly<Record<string, string | readonly string[]>>;

export interface Words {
  readonly id: string;
  readonly title: string;
  /** As it will be run; what is generated stands as a word in ‹›. */
  readonly command: readonly string[];
  readonly evidence: string;
  readonly sessions: string;
  /** What the owner's own application will notice, and for how long. */
  readonly application: string;
  readonly rollback: readonly string[];
  readonly verification: string;
}

export interface Step extends Words {
  /** It is the one that shuts the door: with it the new state begins. */
  readonly shuts?: true;
  /** Whether it is done already: it is then not done again. */
  readonly isDone: (context: Context) => Promise<boolean>;
  readonly save: (context: Context) => Promise<Saved>;
  /** What is worth writing down of how it went, if anything is. */
  readonly apply: (context: Context, saved: Saved) => Promise<string | void>;
  readonly undo: (context: Context, saved: Saved) => Promise<string | void>;
}

export interface Recipe {
  readonly name: string;
  readonly layer: 'product' | 'nftables' | 'docker-user' | 'aws-security-group';
  readonly title: string;
  /** Whether a password is generated. */
  readonly makesPassword: boolean;
  /** Why it cannot be done here; undefined where it can. */
  readonly precheck: (context: Context) => Promise<string | undefined>;
  readonly steps: (endpoint: Access, settings: Settings) => readonly Step[];
}

export const GENERATED = '‹generated password›';

export const nothing = async (): Promise<void> => {
  // What ended does not come back by itself.
};

export const list = (value: Saved[string] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** What a block of the firewall is to the owner's application: all depends on where it comes from. */
export function applicationOf({ allow, seconds }: Settings, always: string): string {
  const until = seconds > 0 ? `, for ${seconds} s` : ', until this is taken back';
  return allow.length === 0
    ? `works on from ${always.replace(/ and$/, '')}; from anywhere else it hangs without an answer${until}: name its network with --allow`
    : `works on from ${always} ${allow.join(', ')}; from anywhere else it hangs without an answer${until}`;
}
