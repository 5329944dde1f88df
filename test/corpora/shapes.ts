/** The words in which transcribed shapes are written down. */
import type { Cell } from '../../src/data/sample.ts';
import type { Transcribed } from './elsewhere.ts';
import type { Random } from './random.ts';

const shape =
  (store: Transcribed['store'], kind: Transcribed['kind']) =>
  (
    from: string,
    name: string,
    columns: Transcribed['columns'],
    holds: Transcribed['holds'] = {},
  ): Transcribed => ({ from, store, kind, name, columns, holds });
export const table = shape('table', 'table');
export const collection = shape('document', 'collection');
export const index = shape('index', 'index');
export const keys = shape('key-value', 'keys');
export const topic = shape('message', 'topic');
export const bucket = shape('key-value', 'bucket');

export const uuid = (random: Random): string => random.uuid();
export const when = (random: Random): string => random.moment();
export const json =
  (make: (random: Random) => Cell) =>
  (random: Random): string =>
    JSON.stringify(make(random));
