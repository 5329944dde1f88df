/**
 * Oracle's listener. Its version is told by the command VERSION, or in a refusal. The command STATUS is the protected
 * one: a listener of 10g and newer refuses it to other machines (1189), older ones answer with their services unless a
 * password was set (1169). A service that does not exist is the control. Nothing behind the listener is asked.
 * https://docs.oracle.com/en/database/oracle/oracle-database/23/netag/managing-oracle-net-listener-security.html
 */
import type { Dialogue, Line } from '../protocols/line.ts';
import {
  encodeTns,
  parseTns,
  parseTnsText,
  type TnsAnswer,
  type TnsRequest,
} from '../protocols/tns.ts';
import { look, type Look, type Opening, type ServiceHeader } from './service.ts';

export const oracle: ServiceHeader = {
  id: 'oracle',
  title: 'Oracle Database, its listener',
  family: 'tns',
  sends: ['CONNECT COMMAND=VERSION', 'CONNECT COMMAND=STATUS', 'CONNECT SERVICE_NAME={nonce}'],
  verdicts: ['partial', 'protected', 'identified', 'decoy', 'unknown'],
  verified: 'Never seen: answers built from documented bytes and error codes',
};

/** From here on the second number has a byte of its own: https://docs.oracle.com/en/database/oracle/oracle-database/18/newft/ */
const FIRST_YEARLY = 18;

interface Told {
  readonly kind: TnsAnswer['kind'];
  readonly code: number | undefined;
  readonly text: string;
}

export async function lookAtOracle(dialogue: Dialogue, { line }: Opening): Promise<Look> {
  const greeted = await settle(line, { kind: 'version' });
  const status = await ask(dialogue, line.encrypted, { kind: 'status' });
  const control = await ask(dialogue, line.encrypted, { kind: 'service', name: dialogue.nonce() });
  const facts = look({
    product: 'oracle',
    protocol: 'tns',
    version: versionIn(greeted.text) ?? versionIn(status.text) ?? versionIn(control.text) ?? null,
    access: 'identified',
    reason: 'Its listener answers; what stands behind it asks for a log-in of its own.',
    plaintext: line.encrypted ? null : true,
    proof: [
      { asked: 'COMMAND=VERSION', answered: wordsFor(greeted) },
      { asked: 'COMMAND=STATUS', answered: wordsFor(status) },
    ],
    control: [{ asked: 'a service that does not exist', answered: wordsFor(control) }],
  });
  if (control.kind === 'accept')
    return { ...facts, access: 'decoy', reason: 'It takes a service that does not exist.' };
  if (status.kind === 'accept' && /\(?(?:ALIAS|SERVICE|HANDLER|LISTENER)/i.test(status.text))
    return {
      ...facts,
      access: 'partial',
      grants: 'metadata',
      authMethods: ['none'],
      reason: 'Its listener answers STATUS, with its services, to a caller without a password.',
    };
  if (status.kind !== 'refuse') return facts;
  return {
    ...facts,
    access: 'protected',
    authMethods: ['other'],
    reason: `Its listener refuses STATUS to other machines (${wordsFor(status)}); sessions ask for a log-in.`,
  };
}

async function ask(dialogue: Dialogue, tls: boolean, request: TnsRequest): Promise<Told> {
  const line = await dialogue.open({ tls });
  try {
    line.send('tns', encodeTns(request));
    return await settle(line, request);
  } finally {
    line.close();
  }
}

/** A listener may ask for the same packet once more, and says its words after an ACCEPT. */
async function settle(line: Line, request: TnsRequest): Promise<Told> {
  let answer = await line.read(parseTns);
  if (answer.kind === 'resend') answer = await line.ask('tns', encodeTns(request), parseTns);
  const isCommand = request.kind !== 'service';
  const more = answer.kind === 'accept' && isCommand ? await line.read(parseTnsText) : '';
  const text = answer.text + more;
  const code = /\((?:ERR|CODE)=(\d{1,6})\)/.exec(text)?.[1];
  return { kind: answer.kind, text, code: code === undefined ? undefined : Number(code) };
}

function wordsFor({ kind, code }: Told): string {
  return code === undefined ? kind : `${kind}, ${code}`;
}

/** In words, or as one number: VSNNUM=186647552 is 0x0B200400, which is 11.2. */
function versionIn(text: string): string | undefined {
  const words = /Version (\d{1,2}(?:\.\d{1,3}){1,4})/.exec(text)?.[1];
  const number = /\(VSNNUM=(\d{1,10})\)/.exec(text)?.[1];
  if (words !== undefined || number === undefined) return words;
  const value = Number(number);
  const major = Math.trunc(value / 2 ** 24);
  if (major === 0) return undefined;
  return `${major}.${major < FIRST_YEARLY ? (value >>> 20) & 15 : (value >>> 16) & 255}`;
}
