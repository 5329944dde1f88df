/** ClickHouse: what reaches out of it, and what touched its own logs. https://clickhouse.com/docs/sql-reference/table-functions */
import { NOTE_INNOCENT, notesAmong } from './notes.ts';
import type { Asker } from '../ask/asker.ts';
import type { Sign } from './sign.ts';

const OUTBOUND =
  '(url|s3|s3Cluster|gcs|remote|remoteSecure|file|hdfs|mysql|postgresql|mongodb|redis|jdbc|odbc|executable|azureBlobStorage)';
const TABLES =
  "SELECT database, name FROM system.tables WHERE database != 'system' LIMIT 10000 FORMAT TSV";
const MISSING_TABLE = /code 60$/;

/** By caller and function; the queries themselves may hold values, and stay in the evidence. */
const calls = (pattern: string): string =>
  `SELECT extract(query, '(?i)${pattern}') AS what, IPv6NumToString(toFixedString(address, 16)) AS ip, count(), min(event_time), max(event_time) FROM system.query_log WHERE toInt8(type) = 2 AND NOT match(query_id, '^nightlatch-') AND match(query, '(?i)${pattern}') GROUP BY what, ip ORDER BY what, ip LIMIT 100 FORMAT TSV`;

/** The address was a string of 16 bytes until it became a type of its own. */
const newer = (question: string): string =>
  question.replace('IPv6NumToString(toFixedString(address, 16))', 'toString(address)');

const logged =
  (pattern: string) =>
  async (asker: Asker): Promise<string[]> => {
    const question = calls(pattern);
    const { rows } = await asker.ask(question).catch(async (error: unknown) => {
      if (error instanceof Error && MISSING_TABLE.test(error.message)) throw error;
      return await asker.ask(newer(question));
    });
    return rows.map(
      ([what, ip, count, from, to]) => `${what} from ${ip}, ${count} times, ${from} to ${to}`,
    );
  };

export const clickhouse: readonly Sign[] = [
  {
    id: 'clickhouse-outbound',
    kind: 'outbound-function',
    title: 'Queries that reach out of ClickHouse',
    innocent:
      'an import or export of your own: hold the address it came from against your applications’',
    look: logged(`\\\\b${OUTBOUND}\\\\s*\\\\(`),
  },
  {
    id: 'clickhouse-wiped',
    kind: 'wiped-record',
    title: 'Somebody touched the tables of logs',
    innocent: 'housekeeping of yours that trims old logs',
    look: logged('(truncate|drop|delete)[^;]{0,80}system\\\\.[a-z_]*_log'),
  },
  {
    id: 'clickhouse-notes',
    kind: 'ransom-note',
    title: 'A table or database has the name of a ransom note',
    innocent: NOTE_INNOCENT,
    look: async (asker) => notesAmong((await asker.ask(TABLES)).rows),
  },
];
