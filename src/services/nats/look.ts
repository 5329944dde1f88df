/** The conversation with a NATS, from its greeting to the refusal of a verb that no NATS knows. */
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import { encodeNatsQuestions, parseNatsLine, type NatsLine } from '../../protocols/nats.ts';
import { boundedJson } from '../families/bounded-json.ts';
import { field, textField } from '../families/http-talk.ts';
import { look, type Look, type Opening } from '../service.ts';
import { nats } from './header.ts';
import { judge, type Answers, type Facts } from './verdict.ts';

export async function lookAtNats(dialogue: Dialogue, { line }: Opening): Promise<Look> {
  line.narrow(nats);
  const greeting = await line.read(parseNatsLine);
  const info = greeting.kind === 'INFO' ? boundedJson(greeting.text) : undefined;
  const facts = factsOf(info, line);
  if (facts.product === null)
    return look({
      ...facts,
      access: 'identified',
      reason: 'It greets with INFO, and does not say what version of NATS it is.',
    });
  try {
    await encryptWhereOffered(info, line);
    line.send('nats', encodeNatsQuestions(questions(dialogue)));
    return judge(facts, await answers(line));
  } catch (error) {
    if (!(error instanceof WireError && error.fault === 'client-certificate')) throw error;
    return look({
      ...facts,
      access: 'tls-only',
      reason: 'TLS asks for a client certificate.',
      authMethods: ['client-certificate'],
    });
  }
}

/** The greeting comes in clear text; whoever wants TLS says so there. */
export async function encryptWhereOffered(info: unknown, line: Line): Promise<void> {
  const offered = field(info, 'tls_required') === true || field(info, 'tls_available') === true;
  if (!offered || line.encrypted) return;
  const answer = await line.encrypt('upgrade');
  if (answer.outcome !== 'tls') throw new WireError('tls-failed', 'the upgrade was not taken');
}

function factsOf(info: unknown, line: Line): Facts {
  const version = untrustedVersion(textField(info, 'version'));
  const client = textField(info, 'client_ip');
  return {
    product: version === null ? null : 'nats',
    protocol: 'nats',
    version,
    plaintext: line.encrypted ? null : field(info, 'tls_required') !== true,
    // A nonce in the greeting is there to be signed; else the password itself, or a token, is asked for.
    authMethods: [textField(info, 'nonce') === undefined ? 'cleartext' : 'other'],
    ...(client !== undefined && { seenAs: untrusted(client, 60) }),
  };
}

export function clientName({ agent }: Dialogue): string {
  return agent.replaceAll(/[^\w ./-]+/g, '-');
}

function questions(dialogue: Dialogue): Parameters<typeof encodeNatsQuestions>[0] {
  return {
    name: clientName(dialogue),
    version: /\/([\w.-]+)/.exec(dialogue.agent)?.[1] ?? '0',
    subject: dialogue.nonce(),
    verb: dialogue.nonce(),
  };
}

/** CONNECT, SUB and UNSUB are acknowledged, and nothing else. */
const TO_ACKNOWLEDGE = 3;
const MOST_LINES = 16;

/** Up to the refusal of the last verb, or to where it hangs up or refuses before. */
async function answers(line: Line): Promise<Answers> {
  let letIn = false;
  let acknowledged = 0;
  const errors: string[] = [];
  for (let read = 0; read < MOST_LINES; read += 1) {
    const next = await nextLine(line);
    if (!next) break;
    if (next.kind === 'PONG') letIn = true;
    if (next.kind === '+OK') acknowledged += 1;
    if (next.kind === '-ERR') errors.push(next.text);
    if (isOver({ letIn, errors, acknowledged: acknowledged > TO_ACKNOWLEDGE })) break;
  }
  return { letIn, errors, acknowledged: acknowledged > TO_ACKNOWLEDGE };
}

function isOver({ letIn, errors, acknowledged }: Answers): boolean {
  const last = errors.at(-1);
  return acknowledged || (last !== undefined && (!letIn || /^unknown protocol/i.test(last)));
}

export async function nextLine(line: Line): Promise<NatsLine | undefined> {
  try {
    return await line.read(parseNatsLine);
  } catch (error) {
    if (error instanceof WireError && (error.fault === 'closed' || error.fault === 'reset'))
      return undefined;
    throw error;
  }
}
