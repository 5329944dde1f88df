/** Which family speaks here? Few connections, the likeliest question first; opening-order.ts is the table it follows. */
import { WireError, type Answer, type Dialogue, type Line } from '../protocols/line.ts';
import { AFTER_CLIENT_HELLO, INSIDE_TLS, WAIT } from './opening-order.ts';
import type { Family, FamilyId, Opening, Question } from './service.ts';

export interface Suggestion {
  readonly family: FamilyId;
  readonly tls: boolean;
}

export type Identified =
  | { readonly known: true; readonly family: Family; readonly opening: Opening }
  | { readonly known: false; readonly seen: Seen };

/** What is left to say when nobody recognised anything. */
export interface Seen {
  readonly spoke: boolean;
  readonly encrypted: boolean;
  readonly closedUnasked: boolean;
  /** It hung up on a question, or reset the connection. */
  readonly hungUp: boolean;
  /** TLS answered, and refused the handshake or what came after it. */
  readonly tlsFault: WireError | undefined;
}

/** One look's memory: what was asked, and what came of it. */
class Search {
  readonly dialogue: Dialogue;
  readonly families: readonly Family[];
  readonly #asked = new Set<string>();
  #idle: Line | undefined;
  spoke = false;
  encrypted = false;
  closedUnasked = false;
  hungUp = false;
  tlsFault: WireError | undefined;

  constructor(dialogue: Dialogue, families: readonly Family[]) {
    this.dialogue = dialogue;
    this.families = families;
  }

  /** A connection on which nothing was said; inside TLS where that is what answers. */
  async line(): Promise<Line> {
    const idle = this.#idle;
    this.#idle = undefined;
    if (idle?.usable && idle.fresh) return idle;
    idle?.close();
    return this.dialogue.open({ tls: this.encrypted });
  }

  keep(line: Line): void {
    this.#idle = line;
  }

  recognise(line: Line, question: string, answer: Answer): Identified | undefined {
    if (answer.outcome !== 'bytes') return undefined;
    this.spoke = true;
    const family = this.families.find((each) => each.recognises(answer.bytes, question));
    if (!family) return undefined;
    const plainRefused = this.encrypted && this.#asked.has(`${family.id} false`);
    return { known: true, family, opening: { line, question, answer, plainRefused } };
  }

  /** Asks one family's opening question, once. */
  async ask(id: FamilyId): Promise<Identified | undefined> {
    const family = this.families.find((each) => each.id === id);
    const key = `${id} ${this.encrypted}`;
    if (!family?.opening || this.#asked.has(key)) return undefined;
    this.#asked.add(key);
    const first = await this.#put(family, family.opening);
    if (first.found || first.spoke || !family.again) return first.found;
    return (await this.#put(family, family.again)).found;
  }

  async #put(
    family: Family,
    question: Question,
  ): Promise<{ found: Identified | undefined; spoke: boolean }> {
    const line = await this.line();
    line.narrow(family);
    question.ask(this.dialogue.speaking(family), line);
    const answer = await line.listen(Math.min(this.dialogue.timeout, WAIT.guess));
    if (answer.outcome === 'closed' || answer.outcome === 'reset') this.hungUp = true;
    const found = this.recognise(line, question.name, answer);
    if (!found) line.close();
    return { found, spoke: answer.outcome === 'bytes' };
  }

  async askEach(ids: readonly FamilyId[]): Promise<Identified | undefined> {
    for (const id of ids) {
      const found = await this.ask(id);
      if (found) return found;
    }
    return undefined;
  }

  /** Waits for what comes unasked; a line that stayed quiet is kept for the next question. */
  async wait(timeout: number): Promise<Identified | undefined> {
    const line = await this.line();
    const answer = await line.listen(timeout);
    if (answer.outcome === 'silent') {
      this.keep(line);
      return undefined;
    }
    if (answer.outcome !== 'bytes') this.closedUnasked = true;
    const found = this.recognise(line, 'wait', answer);
    if (!found) line.close();
    return found;
  }
}

export async function identify(
  dialogue: Dialogue,
  families: readonly Family[],
  suggestions: readonly Suggestion[],
): Promise<Identified> {
  const search = new Search(dialogue, families);
  try {
    const found =
      (await fromPort(search, suggestions)) ?? (await fromOutcomes(search, suggestions));
    if (found) return found;
  } catch (error) {
    if (!(error instanceof WireError && endsSearch(search, error))) throw error;
  }
  return { known: false, seen: search };
}

/** A budget that ran out, or TLS that lets nobody further, is an outcome; everything else is the caller's. */
function endsSearch(search: Search, error: WireError): boolean {
  const endsInTls = error.fault === 'tls-failed' || error.fault === 'client-certificate';
  if (endsInTls) search.tlsFault = error;
  return endsInTls || error.fault === 'spent';
}

/** What the port's number suggests. Clear text first where a product offers both on it. */
async function fromPort(
  search: Search,
  suggestions: readonly Suggestion[],
): Promise<Identified | undefined> {
  const plain = [
    ...new Set(suggestions.filter(({ tls }) => !tls).map(({ family }) => family)),
  ].slice(0, 2);
  for (const id of plain) {
    const speaksFirst = search.families.find((family) => family.id === id)?.opening === undefined;
    const found = speaksFirst ? await search.wait(WAIT.expectedBanner) : await search.ask(id);
    if (found) return found;
  }
  return undefined;
}

async function fromOutcomes(
  search: Search,
  suggestions: readonly Suggestion[],
): Promise<Identified | undefined> {
  if (suggestions.length === 0) {
    const unasked = await search.wait(WAIT.banner);
    if (unasked) return unasked;
  }
  const line = await search.line();
  const answer = await line.encrypt('direct', WAIT.guess);
  if (answer.outcome === 'tls') return insideTls(search, line, suggestions);
  const found = search.recognise(line, 'tls', answer);
  if (found) return found;
  line.close();
  return search.askEach(AFTER_CLIENT_HELLO[answer.outcome]);
}

async function insideTls(
  search: Search,
  line: Line,
  suggestions: readonly Suggestion[],
): Promise<Identified | undefined> {
  search.encrypted = true;
  search.keep(line);
  const unasked = await search.wait(WAIT.afterHandshake);
  if (unasked) return unasked;
  return search.askEach([...suggestions.map(({ family }) => family), ...INSIDE_TLS]);
}
