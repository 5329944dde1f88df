/**
 * An LDAP directory. Its root entry is readable by design and proves nothing. The protected read is one entry below the
 * first naming context, with the names of its attributes and without a value. Where the anonymous bind is refused the
 * reads are asked for all the same: a server can refuse the bind and answer whoever did not bind.
 * https://www.openldap.org/doc/admin26/security.html
 */
import {
  encodeLdap,
  isLdapBase,
  parseLdap,
  type LdapEntry,
  type LdapRequest,
  type LdapResult,
} from '../../protocols/ldap.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import type { Look, Opening } from '../service.ts';
import { CODE } from './codes.ts';
import { judgeLdap, wantsTls, type Searched, type Seen } from './verdict.ts';

const MOST_CONTEXTS = 3;
/** A server that sends more than it was allowed to is not waited for. */
const MOST_ENTRIES = 20;
const START_TLS = '1.3.6.1.4.1.1466.20037';

export async function lookAtLdap(dialogue: Dialogue, { line }: Opening): Promise<Look> {
  const talk = new Talk(line);
  const bind = await talk.result();
  const seen = await askAll(dialogue, talk, bind);
  if (!wantsTls(seen) || line.encrypted) {
    if (!line.encrypted) await showTls(talk, line, seen.root);
    return judgeLdap(seen, line.encrypted && !talk.upgraded ? null : true);
  }
  if (!(await talk.startTls())) return judgeLdap(seen, false);
  const inside = await askAll(dialogue, talk, await talk.ask({ kind: 'bind' }));
  return judgeLdap(inside, false);
}

async function askAll(dialogue: Dialogue, talk: Talk, bind: LdapResult): Promise<Seen> {
  const root = await talk.search({ kind: 'root' });
  const attributes = root.entries[0]?.attributes;
  const contexts = [
    ...(attributes?.get('defaultnamingcontext') ?? []),
    ...(attributes?.get('namingcontexts') ?? []),
  ].filter(isLdapBase);
  const below: Searched[] = [];
  for (const base of [...new Set(contexts)].slice(0, MOST_CONTEXTS)) {
    const found = await talk.search({ kind: 'below', base });
    below.push(found);
    if (found.entries.length > 0 || found.done.code === CODE.sizeLimitExceeded) break;
  }
  const control = await talk.search({ kind: 'at', base: `dc=${dialogue.nonce()}` });
  return { bind, root, below, control };
}

/** For the certificate, once everything else was said: nothing is asked inside. */
async function showTls(talk: Talk, line: Line, root: Searched): Promise<void> {
  const extensions = root.entries[0]?.attributes.get('supportedextension');
  try {
    if (extensions?.includes(START_TLS) !== true || !(await talk.startTls())) line.withoutTls();
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
}

/** Requests one after another on one line, each under a number of its own. */
class Talk {
  readonly #line: Line;
  #id = 1;
  /** TLS came by StartTLS. */
  upgraded = false;

  constructor(line: Line) {
    this.#line = line;
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
