/** A log-in, only with the owner's leave. A password goes out inside TLS, or as the answer to a challenge. */
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import {
  CAPABILITY,
  encodeAuthData,
  encodeHandshakeResponse,
  encodeMysqlSslRequest,
  nativeAnswer,
  parseAuthAnswer,
  parseMysqlOpening,
  sha2Answer,
  type AuthAnswer,
  type Greeting,
} from '../../protocols/mysql.ts';

const NATIVE = 'mysql_native_password';
const SHA2 = 'caching_sha2_password';
/** Second byte of an AuthMoreData: https://dev.mysql.com/doc/dev/mysql-server/latest/page_caching_sha2_authentication_exchanges.html */
const FAST_OK = 3;
const WHOLE_PASSWORD = 4;
/** Greeting, switch, more data, verdict: nobody needs more turns. */
const MOST_TURNS = 6;

export interface Account {
  readonly user: string;
  readonly password: string;
}

export type LogIn =
  | { readonly kind: 'in'; readonly line: Line }
  | {
      readonly kind: 'refused';
      readonly code: number;
      readonly text: string;
      readonly encrypted: boolean;
    }
  /** It wanted the password in a way that we do not send it. */
  | { readonly kind: 'withheld'; readonly plugin: string };

/** Inside TLS wherever that is offered, so that a server that insists on it answers as others do. */
export async function logIn(dialogue: Dialogue, account: Account): Promise<LogIn> {
  const line = await dialogue.open();
  try {
    const greeting = await line.read(parseMysqlOpening);
    if (greeting.kind === 'error') return { ...greeting, kind: 'refused', encrypted: false };
    if ((greeting.capabilities & CAPABILITY.ssl) !== 0) await encrypt(line);
    const ended = await authenticate(line, greeting, account, dialogue.agent);
    if (ended.kind !== 'in') line.close();
    return ended;
  } catch (error) {
    line.close();
    throw error;
  }
}

async function encrypt(line: Line): Promise<void> {
  line.send('mysql', encodeMysqlSslRequest());
  const { outcome } = await line.encrypt('upgrade');
  if (outcome !== 'tls')
    throw new WireError('tls-failed', `no TLS after it was promised (${outcome})`);
}

async function authenticate(
  line: Line,
  greeting: Greeting,
  { user, password }: Account,
  agent: string,
): Promise<LogIn> {
  const plugin = greeting.plugin === SHA2 ? SHA2 : NATIVE;
  const auth =
    plugin === SHA2 ? sha2Answer(password, greeting.nonce) : nativeAnswer(password, greeting.nonce);
  const program = (greeting.capabilities & CAPABILITY.connectAttributes) === 0 ? undefined : agent;
  line.send(
    'mysql',
    encodeHandshakeResponse({ user, auth, plugin, encrypted: line.encrypted, program }),
  );
  let asked = plugin;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    // Each answer decides what is said next.
    const answer = await line.read(parseAuthAnswer);
    if (answer.kind === 'ok') return { kind: 'in', line };
    if (answer.kind === 'error') return { ...answer, kind: 'refused', encrypted: line.encrypted };
    if (answer.kind === 'switch') asked = answer.plugin;
    if (isFastOk(answer)) continue;
    const reply = replyTo(answer, password, line.encrypted);
    if (!reply)
      return { kind: 'withheld', plugin: /^\w{1,40}$/.exec(asked)?.[0] ?? 'another plugin' };
    line.send('mysql', encodeAuthData(answer.sequence + 1, reply));
  }
  throw new WireError('not-this-protocol', 'a log-in without an end');
}

function isFastOk(answer: AuthAnswer): boolean {
  return answer.kind === 'more' && answer.data[0] === FAST_OK;
}

/** An empty password is an empty packet, whatever the plugin. */
function replyTo(
  answer: Extract<AuthAnswer, { kind: 'switch' | 'more' }>,
  password: string,
  encrypted: boolean,
): Buffer | undefined {
  if (answer.kind === 'more') {
    const whole = answer.data[0] === WHOLE_PASSWORD && encrypted;
    return whole ? Buffer.from(`${password}\0`) : undefined;
  }
  if (answer.plugin === NATIVE) return nativeAnswer(password, answer.nonce);
  if (answer.plugin === SHA2) return sha2Answer(password, answer.nonce);
  return password === '' ? Buffer.alloc(0) : undefined;
}
