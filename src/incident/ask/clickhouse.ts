/**
 * ClickHouse over HTTP. Questions go by GET, which the server itself holds to reading:
 * https://clickhouse.com/docs/interfaces/http (GET sets `readonly`). What changes begins with KILL and goes by POST.
 */
import { randomUUID } from 'node:crypto';
import { sessionOf, talkTo, type Access, type Asker } from './asker.ts';
import { HttpAsker } from './http.ts';

const CHANGES = /^KILL /;

export function askClickhouse(access: Access): Asker {
  const session = sessionOf(access);
  const asker = new HttpAsker(talkTo(session), access.tls);
  const { user, password } = access;
  const headers = {
    ...(user !== undefined && { 'X-ClickHouse-User': user }),
    ...(password !== undefined && { 'X-ClickHouse-Key': password }),
  };
  return {
    async ask(question) {
      const isChange = CHANGES.test(question);
      const words = {
        query_id: `nightlatch-${randomUUID()}`,
        ...(!isChange && { query: question }),
      };
      const path = `/?${new URLSearchParams(words).toString()}`;
      return await asker.send(
        isChange
          ? { method: 'POST', path, headers, body: question }
          : { method: 'GET', path, headers },
      );
    },
    [Symbol.asyncDispose]: async () => await session[Symbol.asyncDispose](),
  };
}
