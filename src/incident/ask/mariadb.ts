/** MariaDB and MySQL in their text protocol, by the same log-in that an audit has. */
import { logIn } from '../../services/mysql/log-in.ts';
import { query, quit } from '../../services/mysql/query.ts';
import type { Session } from '../../wire/session.ts';
import { AskError, inSession, talkTo, type Access, type Asker } from './asker.ts';

export async function askMariadb(access: Access): Promise<Asker> {
  return await inSession(access, (session) => opened(session, access));
}

async function opened(session: Session, access: Access): Promise<Asker> {
  const { user = 'root', password = '' } = access;
  const account = await logIn(talkTo(session), { user, password });
  if (account.kind === 'refused') throw new AskError(`the log-in was refused (${account.code})`);
  if (account.kind === 'withheld')
    throw new AskError(`the log-in wants ${account.plugin}, which is not spoken`);
  const { line } = account;
  return {
    async ask(question) {
      const { rows, error, wantsFile } = await query(line, question);
      if (error !== undefined) throw new AskError(`error ${error}`);
      if (wantsFile) throw new AskError('it asked for a file of ours');
      const cells = rows.map((row) => row.map((cell) => cell ?? '\\N'));
      const text = cells.map((row) => `${row.map(tabSafe).join('\t')}\n`).join('');
      return { text, rows: cells, cut: false };
    },
    async [Symbol.asyncDispose]() {
      quit(line);
      await session[Symbol.asyncDispose]();
    },
  };
}

export function tabSafe(cell: string): string {
  return cell.replaceAll(/[\\\t\n\r]/g, (sign) => JSON.stringify(sign).slice(1, -1));
}
