/**
 * MySQL and its kin without a log-in: the greeting, and the certificate where TLS is offered.
 *
 * Every connection that ends before a log-in counts at the server as an unfinished handshake, in whatever way it ends:
 * measured on MariaDB 10.11 (closed, reset, COM_QUIT, an empty packet, SSLRequest, a whole TLS handshake: one each).
 * More than `max_connect_errors` of them (100, for ever, until a log-in succeeds) block the client's address. Hence one
 * connection, TLS on the same one, and the number in the look.
 * https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_max_connect_errors
 */
import {
  CAPABILITY,
  encodeMysqlSslRequest,
  parseMysqlOpening,
  type Greeting,
} from '../../protocols/mysql.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import { look, type Look, type Opening } from '../service.ts';
import { methodOf, refusedLook, speakerOf } from './greeting.ts';
import { mysql } from './header.ts';

export async function lookAtMysql(_dialogue: Dialogue, { line }: Opening): Promise<Look> {
  line.narrow(mysql);
  const spoken = line.fresh;
  const greeting = await line.read(parseMysqlOpening);
  if (greeting.kind === 'error') return refusedLook(greeting);
  const offersTls = (greeting.capabilities & CAPABILITY.ssl) !== 0;
  if (!offersTls) line.withoutTls();
  const words = offersTls && spoken ? await encrypt(line) : undefined;
  return look({
    ...speakerOf(greeting.version),
    protocol: 'mysql',
    access: 'protected',
    reason: `It asks every client for an account${offersTls ? '' : ', and offers no TLS'}.`,
    authMethods: [methodOf(greeting)],
    // Whether an account may log in in clear text shows only when one does.
    plaintext: offersTls ? null : true,
    proof: [
      { asked: 'nothing: the server speaks first', answered: answered(greeting) },
      ...(words ? [words] : []),
    ],
    // Those before this one were unfinished too: it speaks first on each.
    unfinishedHandshakes: line.number,
  });
}

function answered({ protocol, plugin }: Greeting): string {
  const known = /^\w{1,40}$/.exec(plugin ?? '')?.[0];
  return `greeting, protocol ${protocol}${known === undefined ? '' : `, ${known}`}`;
}

async function encrypt(line: Line): Promise<{ asked: string; answered: string }> {
  line.send('mysql', encodeMysqlSslRequest());
  try {
    const { outcome } = await line.encrypt('upgrade');
    return { asked: 'SSLRequest', answered: outcome === 'tls' ? 'TLS' : `no TLS (${outcome})` };
  } catch (error) {
    if (!(error instanceof WireError) || !/^(?:tls-failed|client-certificate)$/.test(error.fault))
      throw error;
    return { asked: 'SSLRequest', answered: error.fault };
  }
}
