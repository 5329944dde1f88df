/** The memory of one search for the family that speaks: what was asked on which line, and what came of it. */
import type { Answer, Dialogue, Line, WireError } from '../protocols/line.ts';
import { WAIT, type Refusal } from './opening-order.ts';
import type { Family, FamilyId, Opening, Question } from './service.ts';

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

export class Search {
  readonly dialogue: Dialogue;
  readonly families: readonly Family[];
  readonly #asked = new Set<string>();
  /** How each family's question was taken, where nobody recognised the answer. */
  readonly #taken = new Map<FamilyId, Refusal>();
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

  outcomeOf(id: FamilyId): Refusal | undefined {
    return this.#taken.get(id);
  }

  /** Asks one family's opening question, once; `patience` where its answer is expected. */
  async ask(id: FamilyId, patience: number = WAIT.guess): Promise<Identified | undefined> {
    const family = this.families.find((each) => each.id === id);
    const key = `${id} ${this.encrypted}`;
    if (!family?.opening || this.#asked.has(key)) return undefined;
    this.#asked.add(key);
    const first = await this.#put(family, family.opening, patience);
    if (first.found || first.spoke || !family.again) return first.found;
    return (await this.#put(family, family.again, WAIT.guess)).found;
  }

  async #put(
    family: Family,
    question: Question,
    patience: number,
  ): Promise<{ found: Identified | undefined; spoke: boolean }> {
    const line = await this.line();
    line.narrow(family);
    question.ask(this.dialogue.speaking(family), line);
    const answer = await line.listen(Math.min(this.dialogue.timeout, patience));
    if (answer.outcome === 'closed' || answer.outcome === 'reset') this.hungUp = true;
    if (answer.outcome !== 'tls') this.#taken.set(family.id, answer.outcome);
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
