/** MariaDB: no account without a password. https://mariadb.com/kb/en/alter-user/ */
import type { Asker } from '../ask/asker.ts';
import { nativeHash } from './password.ts';
import { GENERATED, list, nothing, type Recipe } from './recipe.ts';

const WITHOUT =
  "SELECT CONCAT(QUOTE(user), '@', QUOTE(host)) FROM mysql.user WHERE authentication_string = '' AND plugin IN ('', 'mysql_native_password') AND is_role = 'N' LIMIT 900";
const OTHERS =
  "SELECT id FROM information_schema.PROCESSLIST WHERE id <> CONNECTION_ID() AND user <> 'system user' AND command <> 'Daemon' LIMIT 900";
/** As QUOTE writes it; a name with anything else is not touched. */
const ACCOUNT = /^'[\w.-]*'@'[\w.%:/-]*'$/;

async function accounts(asker: Asker): Promise<string[]> {
  const { rows } = await asker.ask(WITHOUT);
  return rows.map(([account = '']) => account).filter((account) => ACCOUNT.test(account));
}

export const mariadbPasswords: Recipe = {
  name: 'mariadb-passwords',
  layer: 'product',
  title: 'MariaDB has no account without a password, and whoever is inside is sent out',
  makesPassword: true,
  precheck: async ({ asker }) =>
    (await accounts(await asker())).length === 0 ? 'every account has a password' : undefined,
  steps: () => [
    {
      id: 'set-passwords',
      shuts: true,
      title: 'give every account without a password one',
      command: [`ALTER USER ‹each account› IDENTIFIED BY PASSWORD '‹hash of the ${GENERATED}›'`],
      evidence: 'none is lost: no restart',
      sessions: 'sessions that are open stay open',
      application:
        'if it uses one of these accounts, each new connection is refused until it has the password; with an account of its own it notices nothing',
      rollback: ["ALTER USER ‹each account› IDENTIFIED BY ''"],
      verification: 'a log-in without a password is answered 1045',
      isDone: async ({ asker }) => (await accounts(await asker())).length === 0,
      save: async ({ asker }) => ({ accounts: await accounts(await asker()) }),
      async apply({ asker, password }, saved) {
        const owner = await asker();
        for (const account of list(saved['accounts']))
          await owner.ask(`ALTER USER ${account} IDENTIFIED BY PASSWORD '${nativeHash(password)}'`);
      },
      async undo({ asker }, saved) {
        const owner = await asker();
        for (const account of list(saved['accounts']))
          await owner.ask(`ALTER USER ${account} IDENTIFIED BY ''`);
      },
    },
    {
      id: 'end-sessions',
      title: 'end every other session',
      command: ['KILL ‹each other connection›'],
      evidence: 'the list of processes forgets them: the snapshot holds it',
      sessions: 'all end, the application’s too',
      application:
        'loses its connections and open transactions once, and comes back by itself where its account had a password before',
      rollback: [],
      verification: 'the list of processes shows no other',
      isDone: async () => false,
      save: async () => ({}),
      async apply({ asker }) {
        const owner = await asker();
        const { rows } = await owner.ask(OTHERS);
        // One that has left by itself is no fault.
        for (const [id = ''] of rows) await owner.ask(`KILL ${Number(id)}`).catch(() => undefined);
      },
      undo: nothing,
    },
  ],
};
