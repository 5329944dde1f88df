import type { Observation } from '../model/observation.ts';
import type { Entries, RunView } from '../model/run.ts';
import { dataMapEntries, vantageOf } from './data-map.ts';
import { forJson, forJsonText } from './escape.ts';

/** The document of the contract; its schema is schemas/run.schema.json. One line an entry, so that it can be compared. */
export function* json(view: RunView): Generator<string> {
  yield '{"schema":"nightlatch/run/1",\n';
  yield `"run":${forJson(view.run)},\n`;
  yield `"scope":${forJson(view.scope)},\n`;
  yield `"coverage":${forJson(view.coverage)},\n`;
  yield* list('observations', view.observations);
  yield ',\n';
  yield* list('findings', view.findings);
  yield ',\n';
  yield* list('dataMap', {
    [Symbol.iterator]: () => dataMapEntries(view.observations, vantageOf(view)),
  });
  yield '}\n';
}

function* list(name: string, entries: Entries<unknown>): Generator<string> {
  yield `"${name}":[`;
  let separator = '\n';
  for (const text of texts(entries)) {
    yield separator + text;
    separator = ',\n';
  }
  yield separator === '\n' ? ']' : '\n]';
}

function* texts(entries: Entries<unknown>): Generator<string> {
  if (entries.lines) {
    for (const line of entries.lines()) yield forJsonText(line);
    return;
  }
  for (const entry of entries) yield forJson(entry);
}

/** One observation as a line of JSON Lines, for when it happens. */
export function jsonLine(observation: Observation): string {
  return `${forJson(observation)}\n`;
}

export function* jsonl(view: RunView): Generator<string> {
  for (const observation of view.observations) yield jsonLine(observation);
}
