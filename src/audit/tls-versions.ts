/** Which old TLS versions a server still takes: at most two ClientHellos, never completed, on connections of their own. */
import { encodeClientHello, parseServerChoice } from '../protocols/tls.ts';
import { WireError, type Line } from '../protocols/line.ts';
import { openAside } from '../wire/dialogue.ts';
import type { Session } from '../wire/session.ts';

const CEILINGS = ['TLSv1.2', 'TLSv1.1'] as const;

/** Only for TLS from the first byte; what is upgraded shows the version of its one handshake. */
export async function tlsVersions(
  session: Session,
): Promise<{ versions: string[]; connections: number }> {
  const negotiated = session.tls?.shown.version;
  const found = new Set(negotiated === undefined ? [] : [negotiated]);
  if (session.tls?.how !== 'direct') return { versions: [...found], connections: 0 };
  let connections = 0;
  for (const ceiling of CEILINGS) {
    if (negotiated === ceiling) continue;
    connections += 1;
    const chosen = await chosenUnder(session, ceiling);
    if (chosen) found.add(chosen);
  }
  return { versions: [...found].toSorted(), connections };
}

async function chosenUnder(
  session: Session,
  ceiling: 'TLSv1.1' | 'TLSv1.2',
): Promise<string | null> {
  let line: Line | undefined;
  try {
    line = await openAside(session, ['ClientHello up to {version}']);
    return await line.ask(
      'tls',
      encodeClientHello(ceiling, session.candidate.host),
      parseServerChoice,
    );
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  } finally {
    line?.close();
  }
}
