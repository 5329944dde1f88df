/**
 * MySQL over its X Protocol (port 33060). A session belongs to an account, always: the proof is a statement that is
 * refused before a log-in, beside the capabilities that anybody may ask for. Accounts are tried on the classic port.
 * https://dev.mysql.com/doc/dev/mysql-server/latest/page_mysqlx_protocol_authentication.html
 */
import type { AuthMethod } from '../../model/observation.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import {
  encodeMysqlx,
  parseMysqlxAnswer,
  type MysqlxAnswer,
  type MysqlxMechanism,
} from '../../protocols/mysqlx.ts';
import { look, type Look, type Opening } from '../service.ts';
import { mysqlX } from './header.ts';

const METHODS: Readonly<Record<MysqlxMechanism, AuthMethod>> = {
  PLAIN: 'cleartext',
  MYSQL41: 'sha1-challenge',
  SHA256_MEMORY: 'sha2-challenge',
};

export async function lookAtMysqlX(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const line = await lineFor(dialogue, opening);
  const told = await line.read(parseMysqlxAnswer);
  if (told.kind === 'capabilities') noteTls(line, told.names);
  const refusal = await line.ask('mysqlx', encodeMysqlx('statement'), parseMysqlxAnswer);
  line.close();
  return judge(told, refusal, line.encrypted);
}

/** A line on which the capabilities were asked for. */
async function lineFor(dialogue: Dialogue, { line, question }: Opening): Promise<Line> {
  const asked = question === 'capabilities';
  const own = asked || question === 'wait' ? line : await dialogue.open({ tls: line.encrypted });
  if (own !== line) line.close();
  own.narrow(mysqlX);
  if (!asked) own.send('mysqlx', encodeMysqlx('capabilities'));
  return own;
}

/** TLS is switched on by a message of this protocol, which is not sent here. */
function noteTls(line: Line, names: readonly string[]): void {
  if (names.includes('tls')) line.withTls();
  else line.withoutTls();
}

function judge(told: MysqlxAnswer, refusal: MysqlxAnswer, encrypted: boolean): Look {
  const facts = {
    product: 'mysql',
    protocol: 'mysqlx',
    plaintext: encrypted ? null : true,
    proof: [
      { asked: 'CapabilitiesGet', answered: words(told) },
      { asked: 'a statement before a log-in', answered: words(refusal) },
    ],
    authMethods: told.kind === 'capabilities' ? told.mechanisms.map((each) => METHODS[each]) : [],
  };
  if (refusal.kind === 'error')
    return look({
      ...facts,
      access: 'protected',
      reason: 'It takes no statement before a log-in, as every server of the X Protocol.',
    });
  return look({
    ...facts,
    product: null,
    access: 'decoy',
    reason: 'It speaks the X Protocol of MySQL and does not refuse a statement before a log-in.',
  });
}

function words(answer: MysqlxAnswer): string {
  if (answer.kind === 'error') return `error ${answer.code}`;
  if (answer.kind === 'other') return `a message of type ${answer.type}`;
  return answer.mechanisms.length > 0 ? `how to log in: ${answer.mechanisms.join(', ')}` : 'a list';
}
