/** PostgreSQL. The superuser of the installation has object id 10: https://www.postgresql.org/docs/current/predefined-roles.html */
import type { Asker } from '../ask/asker.ts';
import { NOTE_INNOCENT, notesAmong } from './notes.ts';
import type { Sign } from './sign.ts';

const SUPERUSERS =
  'SELECT rolname FROM pg_roles WHERE rolsuper AND rolcanlogin AND oid <> 10 ORDER BY rolname LIMIT 100';
const FUNCTIONS =
  "SELECT n.nspname, p.proname, l.lanname, coalesce(p.probin, '') FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND ((l.lanname = 'c' AND p.probin NOT LIKE '$libdir/%') OR (NOT l.lanpltrusted AND l.lanname NOT IN ('c', 'internal', 'sql'))) LIMIT 100";
const TABLES =
  "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') LIMIT 10000";
const DATABASES = 'SELECT datname FROM pg_database LIMIT 10000';
/** One text column to take what a program said: COPY … FROM PROGRAM. */
const COMMANDS =
  "SELECT schemaname, tablename FROM pg_tables WHERE tablename IN ('cmd_exec', 'cmd_output', 'cmdexec') OR tablename ~ '^[0-9a-f]{32}$' LIMIT 100";
const REPLICATION =
  'SELECT usename, client_addr, application_name FROM pg_stat_replication LIMIT 100';

const listed =
  (question: string, says: (row: readonly string[]) => string) =>
  async (asker: Asker): Promise<string[]> =>
    (await asker.ask(question)).rows.map(says);

export const postgresql: readonly Sign[] = [
  {
    id: 'postgresql-superusers',
    kind: 'added-superuser',
    title: 'Superusers beside the one of the installation',
    innocent: 'an administrator’s own account: hold each name against the people who have one',
    look: listed(SUPERUSERS, ([name = '']) => `superuser ${name}`),
  },
  {
    id: 'postgresql-functions',
    kind: 'foreign-function',
    title: 'Functions that run outside PostgreSQL’s own library folder',
    innocent: 'an extension that was built and installed by hand',
    look: listed(
      FUNCTIONS,
      ([schema, name, language, file]) => `${schema}.${name} (${language}) ${file}`,
    ),
  },
  {
    id: 'postgresql-commands',
    kind: 'foreign-function',
    title: 'Tables as they are left by commands run through COPY … FROM PROGRAM',
    innocent: 'an import of your own that loads a program’s output',
    look: listed(COMMANDS, (row) => `table ${row.join('.')}`),
  },
  {
    id: 'postgresql-replication',
    kind: 'rogue-replication',
    title: 'Somebody takes everything by replication',
    innocent: 'your own replica or backup: hold its address against those you know',
    look: listed(
      REPLICATION,
      ([user, address, program]) => `${user} from ${address} as ${program}`,
    ),
  },
  {
    id: 'postgresql-notes',
    kind: 'ransom-note',
    title: 'A table or database has the name of a ransom note',
    innocent: NOTE_INNOCENT,
    look: async (asker) => [
      ...notesAmong((await asker.ask(TABLES)).rows),
      ...notesAmong((await asker.ask(DATABASES)).rows),
    ],
  },
];
