/** PostgreSQL through its driver, over a connection that the guard let through. */
import { Client, DatabaseError } from 'pg';
import type { Session } from '../../wire/session.ts';
import { AskError, inSession, type Access, type Asker } from './asker.ts';
import { tabSafe } from './mariadb.ts';
import { WireSocket } from './wire-socket.ts';

/** As the server writes them: no value is turned into one of JavaScript's. */
const AS_TEXT = {
  getTypeParser: () => (value: unknown) => (typeof value === 'string' ? value : ''),
};
const MOST_MILLISECONDS = 60_000;

export async function askPostgresql(access: Access): Promise<Asker> {
  return await inSession(access, (session) => opened(session, access));
}

async function opened(session: Session, access: Access): Promise<Asker> {
  const socket = new WireSocket(await session.connect());
  const client = new Client({
    // The driver asks for a socket that is connected already.
    stream: () => socket,
    user: access.user ?? 'postgres',
    // Asked only where the server asks; without ours it would look into the environment.
    password: () => passwordOf(access),
    database: 'postgres',
    application_name: access.agent,
    statement_timeout: MOST_MILLISECONDS,
    ...(access.tls && { ssl: { rejectUnauthorized: false } }),
  });
  client.on('error', () => undefined);
  await translated(client.connect());
  return {
    async ask(question) {
      const result = await translated(
        client.query<(string | null)[]>({ text: question, rowMode: 'array', types: AS_TEXT }),
      );
      const rows = result.rows.map((row) => row.map((cell) => cell ?? '\\N'));
      const head = `${result.fields.map(({ name }) => name).join('\t')}\n`;
      const text = head + rows.map((row) => `${row.map(tabSafe).join('\t')}\n`).join('');
      return { text, rows, cut: false };
    },
    async [Symbol.asyncDispose]() {
      await client.end();
      await session[Symbol.asyncDispose]();
    },
  };
}

function passwordOf({ password }: Access): string {
  if (password === undefined) throw new AskError('it asks for a password');
  return password;
}

/** Only the code of an error: its words may repeat what was asked. */
async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DatabaseError) throw new AskError(`SQLSTATE ${error.code ?? 'unknown'}`);
    throw error;
  }
}
