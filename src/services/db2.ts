/**
 * Db2. It has no session without a log-in, so that the look ends with what it says before one: its release, and which
 * log-ins it takes. Asked for one with a name alone, it either takes that or lists the others.
 * https://www.ibm.com/docs/en/db2/12.1.0?topic=security-authentication-methods-your-server
 */
import type { AuthMethod } from '../model/observation.ts';
import { untrusted } from '../model/untrusted.ts';
import type { Dialogue, Line } from '../protocols/line.ts';
import { DRDA_REPLY, encodeDrda, MECHANISM, parseDrda } from '../protocols/drda.ts';
import { look, type Look, type Opening, type ServiceHeader } from './service.ts';

export const db2: ServiceHeader = {
  id: 'db2',
  title: 'Db2 and other servers of DRDA',
  family: 'drda',
  sends: ['EXCSAT', 'ACCSEC name-only {nonce}'],
  verdicts: ['protected', 'identified', 'unknown'],
  verified:
    'Db2 never seen: answers built from the specification of DRDA; Apache Derby 10.14.2, real server, for the wire',
};

/** Product, version, release and modification: `SQL11055` is Db2 11.5.5, `DSN12015` that of z/OS. */
const RELEASE = /^(?:SQL|DSN|QSQ|ARI)(\d\d)(\d\d)(\d)/;
const NAME_LENGTH = 14;

export async function lookAtDb2(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const line = opening.question === 'drda' ? opening.line : await again(dialogue, opening.line);
  const attributes = await line.read(parseDrda);
  const found = RELEASE.exec(attributes.release);
  const version = found ? found.slice(1).map(Number).join('.') : null;
  const database = dialogue.nonce().slice(0, NAME_LENGTH);
  const security = await line.ask('drda', encodeDrda({ kind: 'security', database }), parseDrda);
  const { mechanisms } = security;
  const facts = look({
    product: found ? 'db2' : null,
    protocol: 'drda',
    version,
    access: 'identified',
    reason: 'It exchanges attributes, and tells of no way to log in.',
    plaintext: line.encrypted ? null : true,
    proof: [
      { asked: 'EXCSAT', answered: `release ${version ?? 'of another product'}` },
      { asked: 'ACCSEC with a name alone', answered: `mechanisms ${mechanisms.join(', ')}` },
    ],
    says: { server: untrusted(attributes.serverClass), release: untrusted(attributes.release) },
  });
  if (security.point !== DRDA_REPLY.security || mechanisms.length === 0) return facts;
  const nameOnly = mechanisms.includes(MECHANISM.nameOnly);
  return {
    ...facts,
    access: 'protected',
    authMethods: methodsOf(mechanisms),
    reason: nameOnly
      ? 'It asks every client for a log-in, and takes one with a name and no password.'
      : 'It asks every client for a log-in with a password or a ticket.',
  };
}

/** It named itself in the answer to another question. */
async function again(dialogue: Dialogue, { encrypted }: Line): Promise<Line> {
  const line = await dialogue.open({ tls: encrypted });
  line.send('drda', encodeDrda({ kind: 'exchange' }));
  return line;
}

function methodsOf(mechanisms: readonly number[]): AuthMethod[] {
  const others = mechanisms.some((each) => each !== MECHANISM.password);
  return [
    ...(mechanisms.includes(MECHANISM.password) ? ['cleartext' as const] : []),
    ...(others ? ['other' as const] : []),
  ];
}
