/** ClickHouse: a file beside users.xml that it takes up without a restart. https://clickhouse.com/docs/operations/configuration-files */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AskError } from '../ask/asker.ts';
import { openAsker } from '../ask/index.ts';
import { putFile } from './files.ts';
import { comeAsStranger } from './stranger.ts';
import { GENERATED, nothing, type Context, type Recipe } from './recipe.ts';

const NAME = 'zz-nightlatch.xml';
/** It looks for changed files every two seconds. */
const LOOK_AGAIN = 250;
const MOST_LOOKS = 60;
/** 644: the server's own user reads it. It holds a hash of 256 random bits. */
const MODE = 0o644;
const KILL = "KILL QUERY WHERE query_id NOT LIKE 'nightlatch-%' SYNC";

const folderOf = (usersFile: string): string => usersFile.replace(/\.xml$/, '.d');
const pathOf = ({ plan }: Context): string => join(folderOf(plan.usersFile ?? ''), NAME);

/** Older versions take `yandex` alone for the root, newer ones what stands in users.xml. */
async function fileText(usersFile: string, password: string): Promise<string> {
  const root = /<(yandex|clickhouse)>/.exec(await readFile(usersFile, 'utf8'))?.[1] ?? 'clickhouse';
  const hash = createHash('sha256').update(password).digest('hex');
  return `<${root}><users><default><password remove="1"/><password_sha256_hex>${hash}</password_sha256_hex></default></users></${root}>\n`;
}

async function until(context: Context, letIn: boolean): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    if ((await comeAsStranger(context.access)).letIn === letIn) return;
    await wait(LOOK_AGAIN);
  }
  throw new AskError('the file was not taken up in time');
}

export const clickhousePassword: Recipe = {
  name: 'clickhouse-password',
  layer: 'product',
  title: 'ClickHouse asks the user default for a password',
  makesPassword: true,
  async precheck({ access, plan }) {
    if (plan.usersFile === null || !existsSync(plan.usersFile))
      return '--users-file has to name its users.xml on this host';
    return (await comeAsStranger(access)).letIn === false
      ? 'it does not let strangers in any more'
      : undefined;
  },
  steps: () => [
    {
      id: 'set-password',
      shuts: true,
      title: 'ask for a password',
      command: [
        `write users.d/${NAME}: password_sha256_hex of the ${GENERATED} for the user default`,
      ],
      evidence: 'none is lost: no restart, query_log goes on',
      sessions: 'native sessions that are open stay open',
      application:
        'is refused within two seconds if it comes as the user default, until it has the password; with a user of its own it notices nothing',
      rollback: [`remove users.d/${NAME}`],
      verification: 'SELECT 1 without a password is refused by ClickHouse itself (code 194 or 516)',
      isDone: async (context) => (await comeAsStranger(context.access)).refused,
      save: async (context) => ({ file: existsSync(pathOf(context)) ? 'there' : 'none' }),
      async apply(context) {
        const { usersFile } = context.plan;
        const path = pathOf(context);
        await mkdir(folderOf(usersFile ?? ''), { recursive: true });
        await putFile(path, await fileText(usersFile ?? '', context.password), { mode: MODE });
        await until(context, false);
      },
      async undo(context) {
        await rm(pathOf(context), { force: true });
        await until(context, true);
      },
    },
    {
      id: 'end-queries',
      title: 'end every other query that runs',
      command: [KILL],
      evidence: 'system.processes forgets them; query_log keeps them',
      sessions:
        'queries end; a native session that is idle lives on until its socket is cut (nftables plan)',
      application: 'queries of its own that run at that moment end too, and have to be asked again',
      rollback: [],
      verification: 'system.processes shows no other',
      isDone: async () => false,
      save: async () => ({}),
      async apply({ access, password }) {
        await using owner = await openAsker({ ...access, user: 'default', password });
        await owner.ask(KILL);
      },
      undo: nothing,
    },
  ],
};
