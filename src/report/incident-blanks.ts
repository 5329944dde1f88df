/** What the incident report leaves to a person, as its own sections name it: a form is made of this. */
import { incidentSections } from './incident-sections.ts';
import { filledIn, type IncidentView } from './incident-view.ts';

export interface Blank {
  readonly section: string;
  readonly field: string;
  readonly value: string | null;
  readonly by: string | null;
}

export function incidentBlanks(view: IncidentView): Blank[] {
  const bare = { ...view, entries: view.entries.filter(({ event }) => event.kind !== 'filled') };
  const blanks = new Map<string, Blank>();
  let section = '';
  for (const { as, parts } of incidentSections(bare)) {
    if (as === 'section') section = parts.map((part) => ('ours' in part ? part.ours : '')).join('');
    for (const part of parts) {
      if (!('blank' in part) || blanks.has(part.blank)) continue;
      const { value = null, by = null } = filledIn(view, part.blank) ?? {};
      blanks.set(part.blank, { section, field: part.blank, value, by });
    }
  }
  return [...blanks.values()];
}
