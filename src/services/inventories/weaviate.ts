/**
 * Classes of Weaviate: properties from its schema, objects as its nodes count them, and the first objects of each
 * without their vectors. https://docs.weaviate.io/weaviate/api/rest
 */
import type { Listed } from '../../data/item.ts';
import type { Sample } from '../../data/sample.ts';
import { about, amountUnknown, type Amount, type Field } from '../../model/inventory.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, listEach, numberAt, textsAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { rowOf } from '../families/http-rows.ts';
import { field, textField } from '../families/http-talk.ts';
import { SAMPLED_ROWS } from '../inventory.ts';

const SCHEMA = { path: '/v1/schema' };
const NODES = { path: '/v1/nodes?output=verbose' };
const OBJECTS = { path: `/v1/objects?class={collection}&limit=${SAMPLED_ROWS}` };

async function take(reader: HttpReader): Promise<void> {
  const classes = entriesAt(await reader.list(SCHEMA), 'classes');
  const counts = classes.length === 0 ? new Map() : countsIn(await reader.facts(NODES));
  const bare = (each: unknown): Listed => {
    const name = textField(each, 'class') ?? '';
    const rows = rowsOf(counts.get(name));
    return { kind: 'vector-collection', name, fields: propertiesOf(each), rows };
  };
  await listEach(reader, classes, bare, async (each) => {
    const name = textField(each, 'class') ?? '';
    const sample = await reader.rows(objectsIn, OBJECTS, name);
    return sample ? { sample, rows: rowsOf(counts.get(name), sample.length) } : {};
  });
}

/** Nodes count what is on disk: what was written a moment ago is not in it, and none may be many. */
function rowsOf(counted = 0, seen?: number): Amount {
  const isBelieved = seen === undefined ? counted > 0 : counted >= seen;
  return isBelieved ? about(counted) : amountUnknown;
}

/** Over the shards of all nodes, so that copies count twice. */
function countsIn(json: unknown): Map<string, number> {
  const counts = new Map<string, number>();
  for (const node of entriesAt(json, 'nodes'))
    for (const shard of entriesAt(node, 'shards')) {
      const name = textField(shard, 'class') ?? '';
      counts.set(name, (counts.get(name) ?? 0) + (numberAt(shard, 'objectCount') ?? 0));
    }
  return counts;
}

function propertiesOf(each: unknown): Field[] {
  return entriesAt(each, 'properties').flatMap((property) => {
    const name = textField(property, 'name');
    return name === undefined ? [] : [{ name, type: textsAt(property, 'dataType').join(', ') }];
  });
}

function objectsIn(json: unknown): Sample {
  return entriesAt(json, 'objects').map((object) => rowOf(field(object, 'properties') ?? {}));
}

export const weaviateInventory: HttpInventory = { asks: [SCHEMA, NODES, OBJECTS], take };
