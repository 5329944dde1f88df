import type { Access, Control } from '../model/access.ts';
import type { AuthMethod, Exchange } from '../model/observation.ts';
import type { Web } from '../model/web.ts';
import type { Answer, Dialogue, Line } from '../protocols/line.ts';
import type { TakeInventory } from './inventory.ts';

/** What every product's file begins with: a header that an operator can read before anything is sent. */
export interface ServiceHeader {
  /** Product id of the catalogue. */
  readonly id: string;
  readonly title: string;
  readonly family: FamilyId;
  /** Every request that it may send, in the protocol's own words; `{word}` stands for one bounded word. */
  readonly sends: readonly string[];
  /** Requests of the inventory, which is taken only of a store that let us in. */
  readonly lists?: readonly string[];
  /** The verdicts that this product can be given. */
  readonly verdicts: readonly Access[];
  /** Product and version it was last seen on, and how: real server, emulator, recorded answer. */
  readonly verified: string;
}

export const FAMILIES = [
  'resp',
  'http',
  'clickhouse-native',
  'pgwire',
  'mysql',
  'mysqlx',
  'memcached',
  'mongodb',
  'ldap',
  'tds',
  'bolt',
  'nfs',
  'drda',
  'tns',
  'rethinkdb',
  'rsync',
  'ftp',
  'kafka',
  'mqtt',
  'nats',
  'zookeeper',
  'smb',
  'cql',
  'amqp',
  'other',
] as const;
export type FamilyId = (typeof FAMILIES)[number];

/** The outcome of a look, before the audit adds where and when. Facts only. */
export interface Look {
  readonly product: string | null;
  readonly protocol: string | null;
  readonly version: string | null;
  readonly access: Access;
  /** One sentence in the product's own terms; nothing that a server sent, other than codes and versions. */
  readonly reason: string;
  readonly grants: Control | null;
  readonly proof: readonly Exchange[];
  readonly control: readonly Exchange[];
  readonly authMethods: readonly AuthMethod[];
  readonly seenAs?: string;
  /** Untrusted text, already cleaned. */
  readonly says?: Readonly<Record<string, string>>;
  /** What stands beside a web server's root, where it was looked at closely. */
  readonly web?: Web;
  /** The server's own id, where it keeps one over restarts. */
  readonly stableId?: string;
  /** Handshakes that this look left unfinished at a server that counts them (MySQL's `max_connect_errors`). */
  readonly unfinishedHandshakes?: number;
  /** Something answered the product's words in clear text; `false` where clear text was tried and refused. */
  readonly plaintext: boolean | null;
}

/** What the operator wants of a look, beyond what is always done. */
export interface Wishes {
  /** Ask a web server for what may stand beside its root: exposed files, debug pages, API documents. */
  readonly closely: boolean;
  /** The description of an API that the operator handed over, as it was read from the file. */
  readonly openApi?: unknown;
}

/** What the opening questions left: the line on which it answered, and the bytes still unread on it. */
export interface Opening {
  readonly line: Line;
  /** Which question got this answer; `wait` for what came unasked. */
  readonly question: string;
  readonly answer: Answer;
  /** Inside TLS: the same question was asked in clear before, and nobody answered it. */
  readonly plainRefused?: boolean;
}

/** Leave to log in, as the owner gave it with `--accounts`. */
export interface AccountLeave {
  readonly pairs: readonly { readonly user: string; readonly password: string }[];
  /** Told of every pair that was tried, and whether it was let in. */
  readonly tried: (user: string, password: string, letIn: boolean) => void;
}

export interface Question {
  readonly name: string;
  readonly ask: (dialogue: Dialogue, line: Line) => void;
}

/** One way of talking: it recognises its protocol in an answer, asks its opening question, and conducts the look. */
export interface Family {
  readonly id: FamilyId;
  /** Its opening question, for a line on which nothing was said yet. */
  readonly opening?: Question;
  /** The same in the protocol's other form, for a connection on which the first got no answer. */
  readonly again?: Question;
  /** Words that the opening may send. */
  readonly sends: readonly string[];
  /** Does this answer speak the family's protocol? Pure. */
  readonly recognises: (answer: Buffer, question: string) => boolean;
  readonly look: (dialogue: Dialogue, opening: Opening, wishes: Wishes) => Promise<Look>;
  readonly accounts?: (dialogue: Dialogue, look: Look, leave: AccountLeave) => Promise<Look>;
  readonly inventory?: TakeInventory;
  /** The inventory logs in with what the owner gave. */
  readonly logsIn?: true;
}

/** A look with the usual blanks filled in. */
export function look(facts: Partial<Look> & Pick<Look, 'access' | 'reason'>): Look {
  return {
    product: null,
    protocol: null,
    version: null,
    grants: null,
    proof: [],
    control: [],
    authMethods: [],
    plaintext: null,
    ...facts,
  };
}
