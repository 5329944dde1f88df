/** Redis and its kin. A question is a command; its words are parted by single spaces. https://redis.io/docs/latest/commands/ */
import type { Line } from '../../protocols/line.ts';
import type { Session } from '../../wire/session.ts';
import { encodeRespCommand, parseLongRespReply, type RespReply } from '../../protocols/resp.ts';
import { AskError, inSession, talkTo, type Access, type Answer, type Asker } from './asker.ts';

export async function askRedis(access: Access): Promise<Asker> {
  return await inSession(access, (session) => opened(session, access));
}

async function opened(session: Session, access: Access): Promise<Asker> {
  const dialogue = talkTo(session);
  const line = await dialogue.open({ tls: access.tls });
  if (access.password !== undefined)
    await command(line, ['AUTH', ...(access.user ? [access.user] : []), access.password]);
  // A name may hold no blanks: https://redis.io/docs/latest/commands/client-setname/
  const name = access.agent.replaceAll(' ', '_');
  await command(line, ['CLIENT', 'SETNAME', name]).catch((error: unknown) => {
    // Where the command is not known or not allowed, questions may still be.
    if (error instanceof AskError && error.message.endsWith('NOAUTH')) throw error;
  });
  return {
    ask: async (question) => answerOf(await command(line, question.split(' '))),
    [Symbol.asyncDispose]: async () => await session[Symbol.asyncDispose](),
  };
}

async function command(line: Line, words: readonly string[]): Promise<RespReply> {
  const reply = await line.ask('resp', encodeRespCommand(...words), parseLongRespReply);
  // Only the word of the error: what follows may repeat what was sent.
  if (reply.kind === 'error')
    throw new AskError(`${words[0] ?? ''}: ${reply.text.split(' ', 1)[0] ?? ''}`);
  return reply;
}

function answerOf(reply: RespReply): Answer {
  const text = textOf(reply);
  const rows = reply.kind === 'array' ? reply.items.map((item) => cellsOf(item)) : [];
  return { text: text.endsWith('\n') ? text : `${text}\n`, rows, cut: false };
}

function cellsOf(reply: RespReply): string[] {
  return reply.kind === 'array' ? reply.items.flatMap(cellsOf) : [textOf(reply)];
}

function textOf(reply: RespReply): string {
  switch (reply.kind) {
    case 'array':
      return reply.items
        .map((item) =>
          cellsOf(item)
            .map((cell) => JSON.stringify(cell))
            .join(' '),
        )
        .join('\n');
    case 'integer':
      return String(reply.value);
    case 'null':
      return '';
    case 'status':
    case 'error':
    case 'bulk':
      return reply.text;
  }
}
