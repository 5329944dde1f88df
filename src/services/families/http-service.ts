import type { Look, ServiceHeader } from '../service.ts';
import type { InventoryTask } from '../inventory.ts';
import type { HttpAsk, HttpPage, HttpTalk } from './http-talk.ts';

/** What is known of an HTTP endpoint before a product's own protected pages are asked. */
export interface HttpEvidence {
  readonly port: number;
  /** The path of the URL that the owner gave. */
  readonly path?: string | undefined;
  readonly root: HttpPage;
  /** Further pages that were asked so far, by path: the shared ones, and those by which products are told. */
  readonly shared: ReadonlyMap<string, HttpPage>;
}

/** A log-in by HTTP Basic. */
export interface HttpLogIn {
  readonly path: string;
  readonly letIn: (page: HttpPage) => boolean;
  /** It takes Basic without offering it. */
  readonly unasked?: boolean;
}

/** The declaration of such a log-in. */
export function withBasic(path: string): string {
  return `GET ${path} with Basic credentials`;
}

/** A product that speaks HTTP: a pure recognition, then its access check in a conversation that it is handed. */
export interface HttpService extends ServiceHeader {
  readonly family: 'http';
  /**
   * Is it this product? `'maybe'`: something points to it (a mark in the root, or its usual port together with a root
   * that it can give), and only a page of its own can tell.
   */
  readonly recognise: (evidence: HttpEvidence) => boolean | 'maybe';
  /**
   * The page that settles a `'maybe'`. It is asked once, however many products name it, and lies in `shared` when
   * `recognise` is asked again. Without one, `access` settles it.
   */
  readonly tells?: HttpAsk;
  /** How an account that was let in is told from one that was not; asked only with the owner's leave. */
  readonly logIn?: HttpLogIn;
  /** What stands inside, where it let us in; `lists` declares its requests. */
  readonly inventory?: (talk: HttpTalk, task: InventoryTask) => Promise<void>;
  /** `undefined` where it turned out to be another product. */
  readonly access: (talk: HttpTalk, evidence: HttpEvidence) => Promise<Look | undefined>;
}
