import { z } from 'zod';
import { Config } from '../model/config.ts';
import { untrusted } from '../model/untrusted.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Places } from './yaml-place.ts';

type Issue = z.core.$ZodIssue;

type Schema = z.core.JSONSchema._JSONSchema;

/** What is wrong with a configuration, as `line:column: what, and the mend`. */
export function configIssue(issue: Issue, places: Places): string {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return `${places.ofKey(issue.path, key)}: ${unknownKey(key, knownKeys(issue.path))}`;
  }
  const name =
    issue.path.length === 0
      ? 'the configuration'
      : `"${untrusted(issue.path.map(String).join('.'))}"`;
  return `${places.of(issue.path)}: ${name} ${expectation(issue)}`;
}

function unknownKey(key: string, known: readonly string[]): string {
  const secret = /^(password|token)$/.exec(key)?.[1];
  if (secret !== undefined && known.includes(`${secret}_env`))
    return `a ${secret} never stands in this file: name an environment variable with ${secret}_env, or a file with ${secret}_file`;
  const meant = didYouMean(key, known);
  const mend = meant === undefined ? `known here: ${known.join(', ')}` : `did you mean "${meant}"?`;
  return `unknown key "${untrusted(key, 60)}", ${mend}`;
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    const isMissing = issue.message.endsWith('received undefined');
    return `${isMissing ? 'is missing: write' : 'must be'} ${kindOf(issue.expected)}`;
  }
  if (issue.code === 'invalid_value') {
    return `must be ${issue.values.map(String).join(', ')}`.replace(/, ([^,]*)$/, ' or $1');
  }
  if (issue.code === 'too_small') {
    return issue.origin === 'string' ? 'must not be empty' : `must be ${issue.minimum} or more`;
  }
  if (issue.code === 'too_big') return `must be ${issue.maximum} or less`;
  const isDay = issue.code === 'invalid_format' && issue.format === 'date';
  return isDay ? 'must be a day like 2026-01-31' : `is wrong: ${untrusted(issue.message)}`;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['string', 'text (in quotes, if it looks like a number)'],
  ['int', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['array', 'a list: lines that start with "- "'],
  ['object', 'a map of keys and values'],
]);

function kindOf(kind: string): string {
  return KINDS.get(kind) ?? kind;
}

/** The keys of the map at `path`, from the schema that is published. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: Schema | undefined = z.toJSONSchema(Config, { io: 'input' });
  for (const step of path) schema = within(schema, step);
  return typeof schema === 'object' ? Object.keys(schema.properties ?? {}) : [];
}

function within(schema: Schema | undefined, step: PropertyKey): Schema | undefined {
  if (typeof schema !== 'object') return undefined;
  if (typeof step !== 'number') return schema.properties?.[String(step)];
  return Array.isArray(schema.items) ? schema.items[step] : schema.items;
}
