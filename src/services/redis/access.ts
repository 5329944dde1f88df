/** Grades what a Redis let a client without a password do. */
import type { Exchange } from '../../model/observation.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import { encodeRespPipeline, parseRespReplies } from '../../protocols/resp.ts';
import { look, type Look, type Opening } from '../service.ts';
import { identify, isError, isSentinel, kindOf, seenAs, type Replies } from './replies.ts';
import { NOAUTH, refusal, refusedAtOnce } from './refusals.ts';

export async function lookAtRedis(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const seen = await converse(dialogue, opening);
  if (!opening.line.encrypted) return seen;
  // A later connection is encrypted because the first got no answer in plaintext.
  return { ...seen, plaintext: opening.line.number > 1 ? false : null };
}

async function converse(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const { line } = opening;
  const first = opening.answer.bytes.toString('latin1', 0, 200);
  const refused = refusal(first);
  if (refused) return refused;
  const answers = await line.read(parseRespReplies(6)).catch((error: unknown) => {
    if (error instanceof WireError && first.startsWith('-NOAUTH')) return undefined;
    throw error;
  });
  if (!answers) return refusedAtOnce();
  const [, ping, info, size, client, control] = answers;
  if (!ping || !info || !size || !client || !control) throw new Error('six replies were parsed');
  const replies = { ping, info, size, client, control };
  if (isSentinel(info)) return lookAtSentinel(line, replies, dialogue.timeout);
  return judgeReplies(replies);
}

function judgeReplies(replies: Replies): Look {
  const { ping, size, info } = replies;
  const named = { ...identify(info), protocol: 'resp', plaintext: true } as const;
  const proof: Exchange[] = [
    { asked: 'PING', answered: kindOf(ping) },
    { asked: 'INFO server', answered: kindOf(info) },
    { asked: 'DBSIZE', answered: kindOf(size) },
  ];
  const control: Exchange[] = [
    { asked: 'a verb that does not exist', answered: kindOf(replies.control) },
  ];
  const facts = { ...named, proof, control, ...seenAs(replies.client) };
  if (isError(ping, 'NOAUTH') || isError(size, 'NOAUTH')) {
    return look({
      ...facts,
      product: 'redis',
      access: 'protected',
      reason: NOAUTH,
      authMethods: ['password'],
    });
  }
  if (replies.control.kind !== 'error') {
    return look({
      ...facts,
      product: null,
      access: 'decoy',
      reason: 'It accepts a verb that does not exist in any Redis.',
    });
  }
  if (size.kind === 'integer' && (ping.kind === 'status' || isError(ping, 'NOPERM')))
    return openLook(facts);
  return limitedLook(facts, replies);
}

function openLook(
  facts: Parameters<typeof look>[0] extends infer F ? Omit<F, 'access' | 'reason'> : never,
): Look {
  const major = Number.parseInt(facts.version ?? '', 10);
  const old = facts.product === 'redis' && major > 0 && major < 7;
  return look({
    ...facts,
    product: facts.product ?? 'redis',
    access: 'open',
    reason: 'It answers commands on the data (DBSIZE) from a client that gave no password.',
    // Before 7.0 CONFIG SET dir/dbfilename is open to every client, which writes files on the host.
    grants: old ? 'code-execution' : 'read-write',
    authMethods: ['none'],
  });
}

function limitedLook(facts: Omit<Partial<Look>, 'access' | 'reason'>, replies: Replies): Look {
  const limited = isError(replies.info, 'NOPERM') || isError(replies.size, 'NOPERM');
  if (limited) {
    const proved = replies.ping.kind === 'status' || replies.info.kind === 'bulk';
    return look({
      ...facts,
      product: facts.product ?? 'redis',
      access: proved ? 'partial' : 'protected',
      reason: 'The default user has no password, and an ACL limits what it may do (NOPERM).',
      grants: proved ? 'metadata' : null,
      authMethods: ['none'],
    });
  }
  if (replies.info.kind === 'bulk' && facts.product) {
    return look({
      ...facts,
      access: 'partial',
      reason: 'INFO answers without a password; the data was not reached.',
      grants: 'metadata',
      authMethods: ['none'],
    });
  }
  return look({
    ...facts,
    product: null,
    access: 'identified',
    reason: 'It speaks RESP, and does not answer as Redis does.',
  });
}

async function lookAtSentinel(line: Line, replies: Replies, timeout: number): Promise<Look> {
  line.send('resp', encodeRespPipeline([['SENTINEL', 'MASTERS']]));
  const [masters] = await line.read(parseRespReplies(1), timeout);
  const proof = [
    { asked: 'INFO server', answered: 'bulk, redis_mode:sentinel' },
    { asked: 'SENTINEL MASTERS', answered: masters ? kindOf(masters) : 'nothing' },
  ];
  const control = [{ asked: 'a verb that does not exist', answered: kindOf(replies.control) }];
  const open = masters?.kind === 'array' && replies.control.kind === 'error';
  return look({
    ...identify(replies.info),
    protocol: 'resp',
    plaintext: true,
    access: open ? 'open' : 'partial',
    reason:
      'A Sentinel that takes commands without a password: it names the masters and can fail them over.',
    grants: open ? 'admin' : 'metadata',
    proof,
    control,
    authMethods: ['none'],
  });
}
