/** Inside a log-in that was let in. */
import { WireError, type Line } from '../../protocols/line.ts';
import {
  columnCount,
  encodeMysqlQuery,
  encodeMysqlQuit,
  parseMysqlPacket,
  parseResultPacket,
  rowOf,
} from '../../protocols/mysql.ts';

const MOST_PACKETS = 5000;

export interface Answered {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly error: number | undefined;
  /** It answered by asking for a file of ours. */
  readonly wantsFile: boolean;
}

/** https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response.html */
export async function query(line: Line, sql: string): Promise<Answered> {
  const nothing = { rows: [], error: undefined, wantsFile: false };
  line.send('mysql', encodeMysqlQuery(sql));
  const first = await line.read((bytes, ended) => {
    const parsed = parseMysqlPacket(bytes, ended);
    if (!parsed) return undefined;
    const { body } = parsed.value;
    const error = body[0] === 0xff && body.length > 2 ? body.readUInt16LE(1) : undefined;
    return {
      value:
        error === undefined
          ? { columns: columnCount({ body }), error }
          : { columns: 'ok' as const, error },
      length: parsed.length,
    };
  });
  if (first.error !== undefined) return { ...nothing, error: first.error };
  if (first.columns === 'infile') return { ...nothing, wantsFile: true };
  if (first.columns === 'ok') return nothing;
  await toEnd(line);
  const bodies = await toEnd(line);
  const { columns } = first;
  return { ...nothing, rows: bodies.map((body) => rowOf(body, columns)) };
}

/** Packets up to the next end: definitions of columns first, then rows. */
async function toEnd(line: Line): Promise<Buffer[]> {
  const bodies: Buffer[] = [];
  while (bodies.length < MOST_PACKETS) {
    const packet = await line.read(parseResultPacket);
    if (packet.kind !== 'values') return bodies;
    bodies.push(packet.body);
  }
  throw new WireError('too-long', 'more rows than an answer may have');
}

export function quit(line: Line): void {
  if (line.usable) line.send('mysql', encodeMysqlQuit());
  line.close();
}
