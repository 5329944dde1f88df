/**
 * Kysely over two connections to one SQLite file: what only reads goes through its own, so that it does not wait for a
 * transaction that writes. Readers see the last commit: https://www.sqlite.org/wal.html#concurrency
 */
import {
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';

interface Statement {
  all: (...parameters: unknown[]) => unknown[];
  run: (...parameters: unknown[]) => { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate: (...parameters: unknown[]) => IterableIterator<unknown>;
  columns: () => unknown[];
}

export interface RawSqlite {
  exec: (sql: string) => void;
  prepare: (sql: string) => Statement;
  close: () => void;
}

/** Milliseconds of a transaction after which everybody else has a turn: SQLite is called without waiting. */
const MOST_IN_ONE_GO = 10;

export function dialectOver(writer: RawSqlite, reader: RawSqlite): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new TwoConnections(writer, reader),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class TwoConnections implements Driver {
  readonly #writer: RawSqlite;
  readonly #reader: RawSqlite;
  readonly #queue = new Queue();

  constructor(writer: RawSqlite, reader: RawSqlite) {
    this.#writer = writer;
    this.#reader = reader;
  }

  async init(): Promise<void> {}

  acquireConnection(): Promise<Turn> {
    return Promise.resolve(new Turn(this.#writer, this.#reader, this.#queue));
  }

  beginTransaction(turn: Turn): Promise<void> {
    return turn.begin();
  }

  async commitTransaction(turn: Turn): Promise<void> {
    turn.end('commit');
  }

  async rollbackTransaction(turn: Turn): Promise<void> {
    turn.end('rollback');
  }

  async releaseConnection(turn: Turn): Promise<void> {
    turn.leave();
  }

  async destroy(): Promise<void> {
    this.#reader.close();
    this.#writer.close();
  }
}

/** One query, or one transaction. */
class Turn implements DatabaseConnection {
  readonly #writer: RawSqlite;
  readonly #reader: RawSqlite;
  readonly #queue: Queue;
  #writes = false;
  #since = 0;

  constructor(writer: RawSqlite, reader: RawSqlite, queue: Queue) {
    this.#writer = writer;
    this.#reader = reader;
    this.#queue = queue;
  }

  async begin(): Promise<void> {
    await this.#queue.enter();
    this.#writes = true;
    this.#since = performance.now();
    // A transaction that read first could write no more once another process has: SQLITE_BUSY_SNAPSHOT, without waiting.
    this.#writer.exec('begin immediate');
  }

  end(how: 'commit' | 'rollback'): void {
    this.#writer.exec(how);
  }

  leave(): void {
    if (this.#writes) this.#queue.leave();
    this.#writes = false;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#writes) {
      await this.#letOthers();
      return ask(this.#writer, query);
    }
    if (SelectQueryNode.is(query.query)) return ask(this.#reader, query);
    await this.#queue.enter();
    try {
      return ask(this.#writer, query);
    } finally {
      this.#queue.leave();
    }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('lists are read page by page here');
  }

  async #letOthers(): Promise<void> {
    if (performance.now() - this.#since < MOST_IN_ONE_GO) return;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    this.#since = performance.now();
  }
}

function ask<R>(raw: RawSqlite, { sql, parameters }: CompiledQuery): QueryResult<R> {
  const statement = raw.prepare(sql);
  if (statement.columns().length > 0) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely knows the row by the query
    return { rows: statement.all(...parameters) as R[] };
  }
  const { changes, lastInsertRowid } = statement.run(...parameters);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

/** One at a time, in the order in which they came. */
class Queue {
  #last: Promise<void> = Promise.resolve();
  #leave: () => void = () => undefined;

  async enter(): Promise<void> {
    const before = this.#last;
    let leave = (): void => undefined;
    this.#last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    this.#leave = leave;
  }

  leave(): void {
    this.#leave();
  }
}
