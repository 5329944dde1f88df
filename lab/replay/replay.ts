/** Plays what visitors did to a ClickHouse, each from an address of its own, and writes down what each of them was given. */
import { request } from 'node:http';
import type { LabServer } from '../product.ts';
import { countAnswer, type Column, type Format } from './answer.ts';

export interface Question {
  /** Without its format. */
  readonly sql: string;
  /** The table whose rows the answer holds; null for metadata and for what is written. */
  readonly table: string | null;
  readonly columns: readonly Column[];
  readonly format: Format;
  /** Asked with `log_queries=0`, which keeps it out of `system.query_log`. */
  readonly isHidden?: boolean;
  /** Rows to write, after an INSERT. */
  readonly body?: string;
  /** The server refuses it. */
  readonly isRefused?: boolean;
}

export interface Actor {
  readonly name: string;
  readonly address: string;
  readonly agent: string;
  readonly kind: 'owner' | 'research-scanner' | 'unknown';
  readonly questions: readonly Question[];
  /** Pages such as `/ping`, which no log of queries shows. */
  readonly pages?: readonly string[];
}

interface Given {
  requests: number;
  rows: number;
  ram: number;
}

/** What one visitor did and was given; amounts by table, as the answers held them. */
export interface Deed {
  readonly name: string;
  readonly address: string;
  readonly kind: Actor['kind'];
  queries: number;
  refused: number;
  /** Queries that asked to be kept out of `query_log`. */
  kept: number;
  pages: number;
  /** Bytes of all answers' bodies. */
  payload: number;
  readonly tables: Map<string, Given>;
  /** The same of what was asked with `log_queries=0`. */
  readonly hidden: Map<string, Given>;
}

type At = Pick<LabServer, 'address' | 'port'>;

/** The status and the whole answer. */
export async function send(
  at: At,
  actor: Pick<Actor, 'address' | 'agent'>,
  path: string,
  body?: string,
): Promise<[number, Buffer]> {
  return await new Promise((resolve, reject) => {
    const asking = request({
      host: at.address,
      port: at.port,
      localAddress: actor.address,
      path,
      method: body === undefined ? 'GET' : 'POST',
      agent: false,
      headers: { 'User-Agent': actor.agent },
    });
    asking.on('response', (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve([answer.statusCode ?? 0, Buffer.concat(parts)]));
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

function givenOf(tables: Map<string, Given>, table: string): Given {
  let given = tables.get(table);
  if (!given) tables.set(table, (given = { requests: 0, rows: 0, ram: 0 }));
  return given;
}

function sqlOf({ sql, format, body }: Question): string {
  return `${sql} FORMAT ${body === undefined ? format : 'JSONEachRow'}`;
}

async function put(at: At, actor: Actor, question: Question, deed: Deed): Promise<void> {
  const { table, columns, format, isHidden = false, isRefused = false, body } = question;
  const words = new URLSearchParams({
    query: sqlOf(question),
    ...(isHidden && { log_queries: '0' }),
  });
  const [status, bytes] = await send(at, actor, `/?${words.toString()}`, body);
  const text = bytes.toString();
  if ((status === 200) === isRefused)
    throw new Error(`${actor.name} asked ${question.sql.slice(0, 100)} and was told ${status}`);
  deed.queries++;
  deed.payload += bytes.length;
  if (isHidden) deed.kept++;
  if (isRefused) deed.refused++;
  else if (table !== null) {
    const given = givenOf(isHidden ? deed.hidden : deed.tables, table);
    const { rows, ram } = countAnswer(text, columns, format);
    given.requests++;
    given.rows += rows;
    given.ram += ram;
  }
}

/** All at once in turns, so that their lines stand between each other's. */
export async function replay(at: At, actors: readonly Actor[]): Promise<Deed[]> {
  const deeds = actors.map(({ name, address, kind }): Deed => {
    const amounts = { queries: 0, refused: 0, kept: 0, pages: 0, payload: 0 };
    return { name, address, kind, ...amounts, tables: new Map(), hidden: new Map() };
  });
  const turns = Math.max(...actors.map(({ questions }) => questions.length));
  for (const [index, actor] of actors.entries())
    for (const page of actor.pages ?? []) {
      const [, bytes] = await send(at, actor, page);
      const deed = deeds[index];
      if (deed) deed.pages++;
      if (deed) deed.payload += bytes.length;
    }
  for (let turn = 0; turn < turns; turn++)
    for (const [index, actor] of actors.entries()) {
      const question = actor.questions[turn];
      const deed = deeds[index];
      if (question && deed) await put(at, actor, question, deed);
    }
  return deeds;
}
