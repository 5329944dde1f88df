/** Who came to the founding case's table: as many of each kind as may have come in January 2025, which nobody could tell. */
import type { Column } from './answer.ts';
import type { Actor, Question } from './replay.ts';

export const CHAT_LOG = 'default.log_stream';
/** `timestamp, span_name, string.names, string.values, _service, _source`. */
export const CHAT_COLUMNS: readonly Column[] = ['time', 'text', 'texts', 'texts', 'text', 'text'];

const TAKEN = 100_000;
const HIDDEN = 3000;
const WRITES = 6;
const LOOKS = 18;
const ROWS_A_WRITE = 5;
const DAY = "toDateTime('2025-01-06 00:00:00')";

export const rowsOf = (sql: string, columns: readonly Column[] = CHAT_COLUMNS): Question => ({
  sql,
  table: CHAT_LOG,
  columns,
  format: 'TabSeparated',
});

export const listOf = (sql: string): Question => ({
  sql,
  table: null,
  columns: [],
  format: 'TabSeparated',
});

/** Rows that the application writes: the next minutes of its log. */
export function writeOf(turn: number): Question {
  const rows = Array.from({ length: ROWS_A_WRITE }, (_none, at) =>
    JSON.stringify({
      timestamp: `2025-01-29 00:${String(turn % 60).padStart(2, '0')}:0${at}`,
      span_name: 'chat.prompt',
      'string.names': ['user'],
      'string.values': [`user${at}@mail.example`],
      _service: 'usage-checker',
      _source: '/var/log/chat/0.log',
    }),
  );
  return { ...listOf(`INSERT INTO ${CHAT_LOG}`), body: rows.join('\n') };
}

function application(): Actor {
  const looks = Array.from({ length: LOOKS }, (_none, at) =>
    rowsOf(`SELECT timestamp, span_name FROM ${CHAT_LOG} WHERE timestamp = ${DAY} + ${at * 977}`, [
      'time',
      'text',
    ]),
  );
  const writes = Array.from({ length: WRITES }, (_none, turn) => writeOf(turn));
  const questions = [...looks, ...writes].toSorted((a, b) => a.sql.length - b.sql.length);
  const name = "the owner's application";
  return { name, address: '127.10.0.5', agent: 'chat-backend/2.4', kind: 'owner', questions };
}

const scanner = (
  organisation: string,
  address: string,
  agent: string,
  questions: readonly Question[],
): Actor => ({
  name: `a scanner, ${organisation}?`,
  address,
  agent: `Mozilla/5.0 (compatible; ${agent})`,
  kind: 'research-scanner',
  questions,
  pages: ['/', '/ping'],
});

/** The addresses are of loopback, so that one machine can be all of them. */
export const foundingCase: readonly Actor[] = [
  application(),
  scanner('Censys', '127.20.0.1', 'CensysInspect/1.1', [listOf('SELECT version()')]),
  scanner('Driftnet', '127.20.0.2', 'InternetMeasurement/1.0', [
    listOf('SELECT version()'),
    listOf('SHOW DATABASES'),
  ]),
  {
    name: 'a stranger who lists',
    address: '127.30.0.1',
    agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/134.0',
    kind: 'unknown',
    questions: [
      listOf('SHOW TABLES'),
      listOf(`DESCRIBE TABLE ${CHAT_LOG}`),
      listOf('SELECT name, engine FROM system.tables'),
    ],
  },
  {
    name: 'a stranger who takes',
    address: '127.30.0.2',
    agent: 'python-requests/2.31.0',
    kind: 'unknown',
    questions: [listOf('SHOW TABLES'), rowsOf(`SELECT * FROM ${CHAT_LOG} LIMIT ${TAKEN}`)],
  },
  {
    name: 'one who hides',
    address: '127.30.0.3',
    agent: 'curl/8.5.0',
    kind: 'unknown',
    questions: [{ ...rowsOf(`SELECT * FROM ${CHAT_LOG} LIMIT ${HIDDEN}`), isHidden: true }],
  },
];
