/** PostgreSQL: no rule of pg_hba.conf trusts a network. https://www.postgresql.org/docs/current/auth-pg-hba-conf.html */
import { lstat, realpath } from 'node:fs/promises';
import type { Asker } from '../ask/asker.ts';
import { AskError } from '../ask/asker.ts';
import { keepFile, oldOf, putBack, readBytes, replaceFile } from './files.ts';
import { scramVerifier } from './password.ts';
import { GENERATED, nothing, type Recipe, type Step } from './recipe.ts';

const TRUST = /^(\s*host(?:ssl|nossl|gssenc|nogssenc)?\s.*\s)trust(\s*(?:#.*)?)$/;
const READS_LIKE = /^[ \t]*(?:local|host(?:ssl|nossl|gssenc|nogssenc)?)[ \t]/m;
const HBA_FILE = 'SHOW hba_file';
const RELOAD = 'SELECT pg_reload_conf()';
const NO_PASSWORD =
  "SELECT rolname FROM pg_authid WHERE rolname = 'postgres' AND rolpassword IS NULL";
const FAULTS = 'SELECT line_number FROM pg_hba_file_rules WHERE error IS NOT NULL';
const END =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type IN ('client backend', 'walsender') AND pid <> pg_backend_pid()";

export function withoutTrust(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(TRUST, '$1scram-sha-256$2'))
    .join('\n');
}

/** The path is the store's word, and whoever got into it may have changed that: it has to be such a file. */
async function hbaFile(asker: Asker): Promise<string> {
  const { rows } = await asker.ask(HBA_FILE);
  const path = await realpath(rows[0]?.[0] ?? '').catch(() => '');
  if (path === '') throw new AskError('pg_hba.conf is not on this host: run it there');
  if (!(await lstat(path)).isFile() || !READS_LIKE.test(await readBytes(path)))
    throw new AskError('what the store calls its pg_hba.conf does not read like one');
  return path;
}

const rolePassword: Step = {
  id: 'role-password',
  title: 'give the role postgres a password, if it has none',
  command: [`ALTER ROLE postgres PASSWORD '‹verifier of the ${GENERATED}›'`],
  evidence: 'none is lost',
  sessions: 'sessions that are open stay open',
  application: 'notices nothing yet',
  rollback: ['ALTER ROLE postgres PASSWORD NULL'],
  verification: 'pg_authid holds a verifier',
  isDone: async ({ asker }) => (await (await asker()).ask(NO_PASSWORD)).rows.length === 0,
  save: async () => ({ had: 'no password' }),
  async apply({ asker, password }) {
    await (await asker()).ask(`ALTER ROLE postgres PASSWORD '${scramVerifier(password)}'`);
  },
  async undo({ asker }) {
    await (await asker()).ask('ALTER ROLE postgres PASSWORD NULL');
  },
};

const rules: Step = {
  id: 'hba-rules',
  shuts: true,
  title: 'ask for a password where a network was trusted',
  command: ['pg_hba.conf: trust becomes scram-sha-256 in every line for a network', RELOAD],
  evidence: 'none is lost: no restart',
  sessions: 'sessions that are open stay open and finish their work',
  application:
    'its next connection over the network is refused until it has a password; one over the socket of this host goes on',
  rollback: ['the pg_hba.conf that was saved, byte for byte', RELOAD],
  verification: 'pg_hba_file_rules shows no error; a stranger is asked for a password',
  async isDone({ asker }) {
    const text = await readBytes(await hbaFile(await asker()));
    return withoutTrust(text) === text;
  },
  // It may hold the passwords of LDAP and RADIUS: the copy stays beside it.
  save: async ({ asker, plan }) => await keepFile(await hbaFile(await asker()), plan.id),
  async apply({ asker }, saved) {
    const { path, text } = await oldOf(saved);
    const owner = await asker();
    await replaceFile(path, withoutTrust(text));
    if ((await owner.ask(FAULTS)).rows.length > 0) {
      await replaceFile(path, text);
      throw new AskError('pg_hba.conf would have had an error; the old one is back');
    }
    await owner.ask(RELOAD);
  },
  async undo({ asker }, saved) {
    await putBack(saved, withoutTrust);
    await (await asker()).ask(RELOAD);
  },
};

const sessions: Step = {
  id: 'end-sessions',
  title: 'end every other session',
  command: [END],
  evidence: 'pg_stat_activity forgets them: the snapshot holds it',
  sessions: 'all end, the application’s too',
  application: 'loses its connections and open transactions; it is out until it has the password',
  rollback: [],
  verification: 'pg_stat_activity shows none that is older',
  isDone: async () => false,
  save: async () => ({}),
  async apply({ asker }) {
    await (await asker()).ask(END);
  },
  undo: nothing,
};

export const postgresqlRules: Recipe = {
  name: 'postgresql-rules',
  layer: 'product',
  title: 'PostgreSQL trusts no network, and whoever is inside is sent out',
  makesPassword: true,
  async precheck({ asker }) {
    const owner = await asker();
    try {
      const text = await readBytes(await hbaFile(owner));
      return withoutTrust(text) === text ? 'no rule trusts a network' : undefined;
    } catch (error) {
      return error instanceof AskError
        ? error.message
        : 'pg_hba.conf is not on this host: run it there';
    }
  },
  steps: () => [rolePassword, rules, sessions],
};
