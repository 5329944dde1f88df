/**
 * An LDAP directory. Its root entry is readable by design and proves nothing. The protected read is one entry below the
 * first naming context, with the names of its attributes and without a value. Where the anonymous bind is refused the
 * reads are asked for all the same: a server can refuse the bind and answer whoever did not bind.
 * https://www.openldap.org/doc/admin26/security.html
 */
import { isLdapBase, type LdapResult } from '../../protocols/ldap.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import type { Look, Opening } from '../service.ts';
import { CODE } from './codes.ts';
import { Talk } from './talk.ts';
import { judgeLdap, wantsTls, type Searched, type Seen } from './verdict.ts';

const MOST_CONTEXTS = 3;
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
