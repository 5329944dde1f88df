/** Memcached's text protocol: https://github.com/memcached/memcached/blob/master/doc/protocol.txt */
import type { Parse } from '../../protocols/codec.ts';
import { encodeMemcachedCommands } from '../../protocols/memcached.ts';
import { AskError, sessionOf, talkTo, type Access, type Asker } from './asker.ts';

const MOST = 4 * 1024 * 1024;

/** Lines up to END, or one line that says a version or an error. */
const parseText: Parse<string> = (bytes) => {
  const text = bytes.toString('latin1', 0, MOST);
  const end = /(?:^|\r\n)END\r\n|^(?:VERSION|ERROR|CLIENT_ERROR|SERVER_ERROR)[^\r\n]*\r\n/.exec(
    text,
  );
  if (!end) return undefined;
  const length = end.index + end[0].length;
  return { value: text.slice(0, length), length };
};

export async function askMemcached(access: Access): Promise<Asker> {
  const session = sessionOf(access);
  const line = await talkTo(session).open({ tls: access.tls });
  return {
    async ask(question) {
      const text = await line.ask('memcached', encodeMemcachedCommands(question), parseText);
      if (/^\w*ERROR/.test(text)) throw new AskError(text.split(/[ \r]/, 1)[0] ?? 'ERROR');
      const rows = text.split('\r\n').map((each) => each.split(' '));
      return { text, rows, cut: false };
    },
    [Symbol.asyncDispose]: async () => await session[Symbol.asyncDispose](),
  };
}
