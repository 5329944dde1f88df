/** Elasticsearch and OpenSearch: notes stand as indices, and a repository of snapshots is a way out. */
import { NOTE_INNOCENT, notesAmong } from './notes.ts';
import type { Sign } from './sign.ts';

const INDICES = '/_cat/indices?h=index&expand_wildcards=all';
const REPOSITORIES = '/_cat/repositories?h=id,type';

const words = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/));

export const elasticsearch: readonly Sign[] = [
  {
    id: 'elasticsearch-notes',
    kind: 'ransom-note',
    title: 'An index has the name of a ransom note',
    innocent: NOTE_INNOCENT,
    look: async (asker) => notesAmong(words((await asker.ask(INDICES)).text)),
  },
  {
    id: 'elasticsearch-repositories',
    kind: 'outbound-function',
    title: 'Repositories that snapshots can be taken to',
    innocent: 'your own backups: hold each against where you keep them',
    look: async (asker) =>
      words((await asker.ask(REPOSITORIES)).text).map((row) => `repository ${row.join(', type ')}`),
  },
];
