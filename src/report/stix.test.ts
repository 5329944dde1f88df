import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { incidentSaying } from '../../test/incident-sample.ts';
import { HOSTILE } from '../../test/report-hostile.ts';
import { stix } from './stix.ts';
import { observableId } from './stix-id.ts';

type Each = Record<string, unknown> & { type: string; id: string };

/** The official schemas lie beside the repository and not in it. */
const folder = fileURLToPath(new URL('../../../shared/schemas/stix/schemas/', import.meta.url));
const BASE = 'http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/';

function official(): InstanceType<typeof Ajv.default> {
  const ajv = new Ajv.default({
    strict: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
  });
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.json')) ajv.addSchema(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')));
  return ajv;
}
const ajv = existsSync(folder) ? official() : undefined;

const PLACES: Readonly<Record<string, string>> = {
  'marking-definition': 'common',
  relationship: 'sros',
  'ipv4-addr': 'observables',
  'ipv6-addr': 'observables',
};

function errorsOf(object: Each): string[] {
  const validate = ajv?.getSchema(`${BASE}${PLACES[object.type] ?? 'sdos'}/${object.type}.json`);
  if (!validate) return [`no schema of ${object.type}`];
  return validate(object) ? [] : [`${object.type}: ${JSON.stringify(validate.errors)}`];
}

function objectsOf(text: string): Each[] {
  const bundle = JSON.parse([...stix(incidentSaying(text))].join('')) as { objects: Each[] };
  return bundle.objects;
}

describe('the STIX bundle', () => {
  it.skipIf(!ajv)(
    'is held to the official schemas, object by object (skipped where ../shared/schemas is absent)',
    () => {
      expect(['x', ...HOSTILE].flatMap((text) => objectsOf(text).flatMap(errorsOf))).toEqual([]);
      for (const object of objectsOf('x')) {
        const { id, ...nameless } = object;
        expect([id, errorsOf(nameless as Each).length > 0]).toEqual([id, true]);
      }
    },
  );

  it('holds the incident, who came with an address, what was seen, and how they hang together', () => {
    const objects = objectsOf('x');
    const count = (type: string): number => objects.filter((each) => each.type === type).length;
    expect({
      incident: count('incident'),
      'ipv4-addr': count('ipv4-addr'),
      'ipv6-addr': count('ipv6-addr'),
      'observed-data': count('observed-data'),
      indicator: count('indicator'),
      identity: count('identity'),
      relationship: count('relationship'),
    }).toEqual({
      ...{ incident: 1, 'ipv4-addr': 1, 'ipv6-addr': 1, 'observed-data': 3, indicator: 1 },
      ...{ identity: 2, relationship: 5 },
    });
    expect(objects.find(({ type }) => type === 'incident')?.['description']).toBe(
      '5 visits of strangers, of which 2 without an address are not in this bundle; 1 of the owner are left out.',
    );
  });

  it('refers to nothing that it does not hold, and holds nothing twice', () => {
    const objects = objectsOf('x');
    const ids = objects.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const referred = objects.flatMap((object) =>
      Object.entries(object).flatMap(([name, value]) =>
        /_refs?$/.test(name) ? [value].flat() : [],
      ),
    );
    expect(referred.filter((id) => !ids.includes(id as string))).toEqual([]);
  });

  it('names an address as everybody does', () => {
    // The example of the specification, 2.9 (identifier).
    expect(observableId('ipv4-addr', '198.51.100.3')).toBe(
      'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
    );
  });

  it('does not let a name leave its pattern', () => {
    const [sign] = objectsOf("a' OR b = '\\").filter(({ type }) => type === 'indicator');
    expect(sign?.['pattern']).toBe("[x-nightlatch-sign:sign_id = 'a\\' OR b = \\'\\\\']");
  });
});
