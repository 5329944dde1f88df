/** Inside a session that is ready. */
import { encodeQuery, encodeTerminate, parsePgMessage } from '../../protocols/pgwire.ts';
import type { Line } from '../../protocols/line.ts';

export interface Answered {
  readonly rows: readonly (readonly (string | null)[])[];
  /** The SQLSTATE of an error, where one came. */
  readonly error: string | undefined;
}

/** A simple query, up to the server's being ready again. */
export async function query(line: Line, sql: string): Promise<Answered> {
  line.send('pgwire', encodeQuery(sql));
  const rows: (readonly (string | null)[])[] = [];
  let error: string | undefined;
  for (;;) {
    // Bounded by the connection's budget of bytes and by the endpoint's deadline.
    const message = await line.read(parsePgMessage);
    if (message.kind === 'row') rows.push(message.columns);
    if (message.kind === 'error')
      error = /^[0-9A-Z]{5}$/.exec(message.fields['C'] ?? '')?.[0] ?? 'without a code';
    if (message.kind === 'ready') return { rows, error };
  }
}

/** Leaves in the protocol's own way, so that the server logs no lost connection. */
export function leave(line: Line | undefined): void {
  if (line?.usable) line.send('pgwire', encodeTerminate());
  line?.close();
}
