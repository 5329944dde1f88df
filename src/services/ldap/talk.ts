import {
  encodeLdap,
  parseLdap,
  type LdapEntry,
  type LdapRequest,
  type LdapResult,
} from '../../protocols/ldap.ts';
import { WireError, type Line } from '../../protocols/line.ts';
import { CODE } from './codes.ts';
import type { Searched } from './verdict.ts';

/** A server that sends more than it was allowed to is not waited for. */
const MOST_ENTRIES = 20;

/** Requests one after another on one line, each under a number of its own. */
export class Talk {
  readonly #line: Line;
  #id: number;
  /** TLS came by StartTLS. */
  upgraded = false;

  /** `asked`: requests that were sent on the line before. */
  constructor(line: Line, asked = 1) {
    this.#line = line;
    this.#id = asked;
  }

  async ask(request: LdapRequest): Promise<LdapResult> {
    this.#id += 1;
    this.#line.send('ldap', encodeLdap(this.#id, request));
    return this.result();
  }

  async result(): Promise<LdapResult> {
    return (await this.#answers()).done;
  }

  async search(request: LdapRequest): Promise<Searched> {
    this.#id += 1;
    this.#line.send('ldap', encodeLdap(this.#id, request));
    return this.#answers();
  }

  async #answers(): Promise<Searched> {
    const entries: LdapEntry[] = [];
    for (let count = 0; count < MOST_ENTRIES; count += 1) {
      const answer = await this.#line.read(parseLdap);
      // Number 0 is for what a server says unasked, such as that it goes away.
      if (answer.id !== this.#id)
        throw new WireError('not-this-protocol', 'an answer to another question');
      if (answer.kind === 'entry') entries.push(answer);
      else if (answer.kind !== 'reference') return { entries, done: answer };
    }
    throw new WireError('too-long', 'more entries than were asked for');
  }

  async startTls(): Promise<boolean> {
    const { code } = await this.ask({ kind: 'start-tls' });
    if (code !== CODE.success) return false;
    this.upgraded = (await this.#line.encrypt('upgrade')).outcome === 'tls';
    return this.upgraded;
  }
}
