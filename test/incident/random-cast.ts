/** Visitors of a ClickHouse drawn by a seed: who they say they are, what they ask and how they write it. */
import { CHAT_COLUMNS, CHAT_LOG, listOf, writeOf } from '../../lab/replay/founding-case.ts';
import type { Column } from '../../lab/replay/answer.ts';
import type { Actor, Question } from '../../lab/replay/replay.ts';
import { Random } from '../corpora/random.ts';

export const CUSTOMERS = 'shop.customers';
export const CUSTOMERS_MADE = [
  'CREATE DATABASE shop',
  `CREATE TABLE ${CUSTOMERS} (id UInt64, email String, born DateTime) ENGINE = MergeTree PARTITION BY tuple() ORDER BY id`,
  `INSERT INTO ${CUSTOMERS} SELECT number, concat('user', toString(number), '@mail.example'), toDateTime('1980-01-01 00:00:00') + number FROM system.numbers LIMIT 5000`,
] as const;

interface Table {
  readonly name: string;
  readonly spellings: readonly string[];
  readonly columns: readonly (readonly [name: string, column: Column])[];
  readonly where: string;
}

const NAMES = ['timestamp', 'span_name', 'string.names', 'string.values', '_service', '_source'];
const TABLES: readonly Table[] = [
  {
    name: CHAT_LOG,
    spellings: [CHAT_LOG, 'log_stream', '`default`.`log_stream`'],
    columns: NAMES.map((name, at) => [name, CHAT_COLUMNS[at] ?? 'text']),
    where: "span_name = 'chat.prompt'",
  },
  {
    name: CUSTOMERS,
    spellings: [CUSTOMERS, '`shop`.`customers`', 'shop . customers'],
    columns: [
      ['id', 'number'],
      ['email', 'text'],
      ['born', 'time'],
    ],
    where: 'id % 3 = 0',
  },
];
const AGENTS: Readonly<Record<Actor['kind'], readonly string[]>> = {
  owner: ['chat-backend/2.4', 'Grafana/10.4.1'],
  'research-scanner': ['Mozilla/5.0 (compatible; CensysInspect/1.1)', 'InternetMeasurement/1.0'],
  unknown: ['curl/8.5.0', 'python-requests/2.31.0', 'Mozilla/5.0 (X11) Firefox/134.0'],
};
const MOST_ROWS = 4000;

function read(random: Random): Question {
  const { name, spellings, columns, where } = random.pick(TABLES);
  const table = random.pick(spellings);
  const format = random.pick(['TabSeparated', 'JSONEachRow'] as const);
  const limit = random.int(1, MOST_ROWS);
  const some = random.some(columns, random.int(1, columns.length));
  const list = some.map(([column]) => column).join(', ');
  const asked = (sql: string, of: readonly (readonly [string, Column])[]): Question => ({
    sql: random.chance(0.2) ? sql.replaceAll(' FROM ', '\nfrom ') : sql,
    table: name,
    columns: of.map(([, column]) => column),
    format,
  });
  switch (random.int(0, 6)) {
    case 0:
      return asked(`SELECT ${list} FROM ${table} WHERE ${where} LIMIT ${limit}`, some);
    case 1:
      return asked(
        `select ${list} FROM ${table} ORDER BY ${columns[0]?.[0]} DESC LIMIT ${limit}`,
        some,
      );
    case 2:
      return asked(`SELECT count() FROM ${table}`, [['count()', 'number']]);
    case 3:
      return asked(
        `SELECT ${list} FROM ${table} LIMIT 7 UNION ALL SELECT ${list} FROM ${table} LIMIT ${limit}`,
        some,
      );
    case 4:
      return asked(
        `/* ${random.hex(6)} */ SELECT * FROM ${table} LIMIT ${random.int(0, 50)}, ${limit}`,
        columns,
      );
    case 5:
      return asked(
        `SELECT ${list} FROM (SELECT * FROM ${table} LIMIT ${limit}) WHERE ${where}`,
        some,
      );
    default:
      return asked(`SELECT * FROM ${table} LIMIT ${limit}`, columns);
  }
}

function question(random: Random, kind: Actor['kind'], turn: number): Question {
  const draw = random.next();
  if (kind === 'owner' && draw < 0.4) return writeOf(turn);
  if (draw < 0.1) return { ...listOf(`SELECT * FROM nothing_${random.hex(4)}`), isRefused: true };
  if (draw < 0.35)
    return listOf(
      random.pick([
        'SHOW TABLES',
        'SHOW DATABASES',
        'SELECT version()',
        `DESCRIBE TABLE ${CHAT_LOG}`,
      ]),
    );
  const asked = read(random);
  return kind === 'unknown' && random.chance(0.2) ? { ...asked, isHidden: true } : asked;
}

/** Addresses of a replay are its own, so that many can be played to one server. */
export function randomCast(seed: number): Actor[] {
  const random = new Random(seed);
  return Array.from({ length: random.int(2, 7) }, (_none, at) => {
    const kind = random.pick(['owner', 'unknown', 'unknown', 'research-scanner'] as const);
    const questions = Array.from({ length: random.int(1, 10) }, (_no, turn) =>
      question(random, kind, turn),
    );
    return {
      name: `${kind} ${at}`,
      address: `127.${random.int(40, 90)}.${random.int(0, 255)}.${at + 1}`,
      agent: random.pick(AGENTS[kind]),
      kind,
      questions,
    };
  });
}
