/** Rows of one statement: SQLite allows 32,766 parameters, PostgreSQL 65,535. */
const BATCH = 400;

export function* batchesOf<T>(items: Iterable<T>): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
