/** The fields of an index, from the mapping that Elasticsearch and OpenSearch give. Pure. */
import type { Field } from '../../model/inventory.ts';
import { namesAt } from '../families/http-listed.ts';
import { field, textField } from '../families/http-talk.ts';

export interface Mapped extends Field {
  /** Under which its values are kept whole, where they are. */
  readonly exact?: string;
}

/** Until 6 a type stands between the index and its properties. */
export function mappedIn(json: unknown): Mapped[] {
  const [index = ''] = namesAt(json);
  const mappings = field(json, index, 'mappings');
  const types = [mappings, ...namesAt(mappings).map((type) => field(mappings, type))];
  return types.flatMap((type) => propertiesOf(field(type, 'properties'), ''));
}

/** Deeper ones are named by what they stand in. */
const DEEPEST = 6;

function propertiesOf(properties: unknown, above: string, depth = 0): Mapped[] {
  return namesAt(properties).flatMap((name): Mapped[] => {
    const property = field(properties, name);
    const within = field(property, 'properties');
    const path = `${above}${name}`;
    if (within !== undefined && depth < DEEPEST) return propertiesOf(within, `${path}.`, depth + 1);
    const exact = exactName(property, path);
    return [{ name: path, type: textField(property, 'type') ?? 'object', ...(exact && { exact }) }];
  });
}

/** Texts are split into words, and often kept whole beside that. */
function exactName(property: unknown, path: string): string | undefined {
  if (/^(?:keyword|long|integer)$/.test(textField(property, 'type') ?? '')) return path;
  const own = namesAt(property, 'fields').find(
    (name) => textField(property, 'fields', name, 'type') === 'keyword',
  );
  return own === undefined ? undefined : `${path}.${own}`;
}
