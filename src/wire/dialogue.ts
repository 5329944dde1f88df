/** The door to what is audited, as it is handed to products: bounded lines to one endpoint and nothing else. */
import { randomUUID } from 'node:crypto';
import type { Tls } from '../model/observation.ts';
import { WireError, type Dialogue, type Line } from '../protocols/line.ts';
import { declarations, declarationsOf, type Declared } from './recorder.ts';
import type { Session } from './session.ts';
import { WireLine } from './wire-line.ts';

/** What a product's file is handed. */
export function dialogueOf(session: Session, declared: Declared): Dialogue {
  const { candidate, wire } = session;
  return {
    address: candidate.address,
    port: candidate.port,
    host: candidate.host,
    path: candidate.target.path,
    agent: wire.agent,
    timeout: wire.limits.answer,
    // Its random bytes are drawn in advance, many at a time.
    nonce: () => `nl${randomUUID().slice(-12)}`,
    get connectionsLeft() {
      return session.connectionsLeft;
    },
    async open(options = {}) {
      if (session.connectionsLeft <= 0) {
        throw new WireError('spent', `${session.opened} connections were not enough`);
      }
      session.opened += 1;
      const line = new WireLine(session, await session.connect(), declared);
      if (!options.tls) return line;
      const answer = await line.encrypt('direct');
      if (answer.outcome === 'tls') return line;
      line.close();
      throw new WireError('tls-failed', `no TLS here (${answer.outcome})`);
    },
    speaking: ({ id, sends }) => dialogueOf(session, declarationsOf(id, sends)),
  };
}

/** A connection beside the look, not counted against its budget: TLS versions. */
export async function openAside(session: Session, sends: readonly string[]): Promise<Line> {
  return new WireLine(session, await session.connect(), declarations(sends));
}

/** The `tls` facts of an observation; `plaintext` says whether the product answered without TLS. */
export function tlsFacts(
  session: Session,
  plaintext: boolean | null,
  versions: readonly string[],
): Tls | null {
  const { tls } = session;
  const seen = tls !== undefined || session.clientCertificate || session.tlsPromised;
  if (!seen) {
    if (!session.tlsDenied) return null;
    return { offered: false, required: false, versions: [], certificate: null };
  }
  return {
    offered: true,
    required: plaintext === null ? null : !plaintext,
    ...(tls && { how: tls.how }),
    versions: [...versions],
    ...(session.clientCertificate && { clientCertificate: true }),
    certificate: tls?.shown.certificate ?? null,
  };
}
