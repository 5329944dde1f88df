/**
 * MongoDB and what speaks its protocol. A question is a command on `admin`, with one word to it where it takes one
 * (`getLog global`); none that reads documents is known here. https://www.mongodb.com/docs/manual/reference/command/
 */
import { plain } from '../../protocols/mongodb.ts';
import { succeeded } from '../../services/mongodb/reply.ts';
import { Talk } from '../../services/mongodb/talk.ts';
import { AskError, sessionOf, talkTo, type Access, type Asker } from './asker.ts';

const COMMAND =
  /^(serverStatus|currentOp|getLog|listDatabases|getCmdLineOpts|connectionStatus|hostInfo|replSetGetStatus|buildInfo)(?: (\w+))?$/;

export async function askMongodb(access: Access): Promise<Asker> {
  if (access.password !== undefined)
    throw new AskError('a log-in with a password is not spoken to MongoDB yet');
  const session = sessionOf(access);
  const talk = new Talk(talkTo(session), access.tls);
  return {
    async ask(question) {
      const [, name = '', word] = COMMAND.exec(question) ?? [];
      if (name === '') throw new AskError('this command is not asked');
      const body = await talk.run({ name, ...(word !== undefined && { collection: word }) });
      if (!succeeded(body))
        throw new AskError(`code ${JSON.stringify(plain(body.get('code'))) ?? 'unknown'}`);
      return { text: `${JSON.stringify(plain(body))}\n`, rows: [], cut: false };
    },
    async [Symbol.asyncDispose]() {
      talk.close();
      await session[Symbol.asyncDispose]();
    },
  };
}
