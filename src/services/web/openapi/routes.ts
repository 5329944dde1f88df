/**
 * Asks the read routes that a document describes: without credentials, with one that is none, and beside them a path
 * that does not exist. Each request is declared to the recorder before the first leaves, from the document and bounded.
 */
import { untrusted } from '../../../model/untrusted.ts';
import type { DescribedApi, RouteCounts } from '../../../model/web.ts';
import type { HttpTalk } from '../../families/http-talk.ts';
import { meaningOf, type Meaning } from './answers.ts';
import type { Description, Route } from './description.ts';

/** Routes asked at one endpoint, and templates that are kept. */
const MOST_ASKED = 40;
const MOST_KEPT = 20;

type Counts = { -readonly [K in keyof RouteCounts]: RouteCounts[K] };
type Asked = Route & { readonly path: string };

export interface AskedApi {
  readonly api: DescribedApi;
  /** What a path that does not exist was answered with. */
  readonly nowhere: number;
}

export async function askRoutes(
  talk: HttpTalk,
  document: string,
  { base, routes, others, servers }: Description,
): Promise<AskedApi> {
  const isPublic = ({ guard, aboutState }: Route): boolean => guard === 'none' || aboutState;
  const wanted = routes.filter(
    (route): route is Asked => !isPublic(route) && route.path !== undefined,
  );
  // What the document itself calls guarded tells most.
  const chosen = wanted.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_ASKED);
  const nowhere = `${base}/${talk.dialogue.nonce()}`;
  const credential = `Bearer ${talk.dialogue.nonce()}`;
  const declared = talk.speaking({
    id: 'openapi',
    sends: [
      `GET ${nowhere}`,
      ...chosen.flatMap(({ path }) => [`GET ${path}`, `GET ${path} with Bearer credentials`]),
    ],
  });
  const counts = {
    ...NOTHING,
    described: routes.length + others,
    public: routes.filter(isPublic).length,
  };
  const other = await declared.get(nowhere);
  const ask = new Asking(declared, credential, counts, meaningOf(other));
  for (const route of chosen) {
    if (ask.isBusy || !talk.hasRoom()) break;
    await ask.one(route);
  }
  const isWhole = counts.asked === chosen.length;
  counts.skipped = counts.described - counts.asked - counts.public;
  const { open, looksAtCredentials } = ask;
  const api = { document, isWhole, routes: counts, looksAtCredentials, open, servers };
  return { api, nowhere: other.status };
}

function rank({ guard, template }: Route): number {
  return (guard === 'named' ? 0 : 2) + (template.includes('{') ? 1 : 0);
}

const NOTHING: Counts = {
  described: 0,
  asked: 0,
  open: 0,
  anyCredential: 0,
  public: 0,
  protected: 0,
  absent: 0,
  anything: 0,
  other: 0,
  skipped: 0,
};

class Asking {
  readonly open: string[] = [];
  looksAtCredentials = 0;
  isBusy = false;
  readonly #talk: HttpTalk;
  readonly #credential: string;
  readonly #counts: Counts;
  /** What a path that does not exist gets. */
  readonly #nowhere: Meaning;

  constructor(talk: HttpTalk, credential: string, counts: Counts, nowhere: Meaning) {
    this.#talk = talk;
    this.#credential = credential;
    this.#counts = counts;
    this.#nowhere = nowhere;
  }

  async one({ path, template }: Asked): Promise<void> {
    const meaning = meaningOf(await this.#talk.get(path));
    if (meaning === 'busy') {
      this.isBusy = true;
      return;
    }
    this.#counts.asked += 1;
    const isAnything = meaning === 'data' && this.#nowhere === 'data';
    if (isAnything) this.#counts.anything += 1;
    else if (meaning === 'data') await this.#opened(path, template);
    else if (meaning === 'protected') await this.#refused(path, template);
    else this.#counts[meaning] += 1;
  }

  async #opened(path: string, template: string): Promise<void> {
    this.#counts.open += 1;
    this.#keep(template);
    if ((await this.#withCredential(path)) === 'protected') this.looksAtCredentials += 1;
  }

  async #refused(path: string, template: string): Promise<void> {
    const isLetIn = (await this.#withCredential(path)) === 'data' && this.#nowhere !== 'data';
    this.#counts[isLetIn ? 'anyCredential' : 'protected'] += 1;
    if (isLetIn) this.#keep(template);
  }

  /** Where the server closes each connection and none is left, the answer without one has to do. */
  async #withCredential(path: string): Promise<Meaning | undefined> {
    if (!this.#talk.hasRoom()) return undefined;
    return meaningOf(
      await this.#talk.askOnce({ path, headers: { Authorization: this.#credential } }),
    );
  }

  #keep(template: string): void {
    if (this.open.length < MOST_KEPT) this.open.push(untrusted(template, 120));
  }
}
