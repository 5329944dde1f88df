/** MariaDB and MySQL: https://mariadb.com/kb/en/user-defined-functions-security/ */
import { NOTE_INNOCENT, notesAmong } from './notes.ts';
import type { Sign } from './sign.ts';

const TABLES =
  "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') LIMIT 900";
const SUPERUSERS =
  "SELECT user, host FROM mysql.user WHERE Super_priv = 'Y' AND host NOT IN ('localhost', '127.0.0.1', '::1') LIMIT 100";
const FUNCTIONS = 'SELECT name, dl FROM mysql.func LIMIT 100';
const DUMPS =
  "SELECT user, host, LEFT(info, 40) FROM information_schema.PROCESSLIST WHERE command = 'Binlog Dump' LIMIT 100";

export const mariadb: readonly Sign[] = [
  {
    id: 'mariadb-superusers',
    kind: 'added-superuser',
    title: 'Accounts with SUPER that may come from elsewhere',
    innocent: 'an administrator’s own account: hold each name against the people who have one',
    look: async (asker) =>
      (await asker.ask(SUPERUSERS)).rows.map((row) => `account ${row.join('@')}`),
  },
  {
    id: 'mariadb-functions',
    kind: 'foreign-function',
    title: 'Functions out of a shared library',
    innocent: 'a library that you installed for its functions yourself',
    look: async (asker) =>
      (await asker.ask(FUNCTIONS)).rows.map(([name, file]) => `function ${name} from ${file}`),
  },
  {
    id: 'mariadb-replication',
    kind: 'rogue-replication',
    title: 'Somebody takes the binary log',
    innocent: 'your own replica or backup: hold its address against those you know',
    look: async (asker) =>
      (await asker.ask(DUMPS)).rows.map(([user, host]) => `${user} from ${host}`),
  },
  {
    id: 'mariadb-notes',
    kind: 'ransom-note',
    title: 'A table or database has the name of a ransom note',
    innocent: NOTE_INNOCENT,
    look: async (asker) => notesAmong((await asker.ask(TABLES)).rows),
  },
];
