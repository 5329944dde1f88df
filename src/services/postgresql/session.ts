/**
 * Starting a session, and what came of it. Where a password is asked for we leave, unless the owner gave one.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-START-UP
 */
import type { AuthMethod } from '../../model/observation.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import type { Prove } from './log-in.ts';
import {
  AUTHENTICATION,
  encodeSslRequest,
  encodeStartup,
  parsePgMessage,
  parseSslAnswer,
  type PgFields,
} from '../../protocols/pgwire.ts';

/** Messages before a session is ready; PostgreSQL sends some twenty. */
const MOST_MESSAGES = 100;

export type Outcome =
  | { readonly kind: 'ready'; readonly parameters: ReadonlyMap<string, string> }
  | { readonly kind: 'asks'; readonly method: AuthMethod; readonly words: string }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly text: string;
      readonly let: boolean;
    }
  | { readonly kind: 'fault'; readonly error: WireError };

export type Ready = Extract<Outcome, { kind: 'ready' }>;

export interface Attempt {
  readonly line: Line | undefined;
  readonly encrypted: boolean;
  readonly outcome: Outcome;
}

export type Names = Readonly<{ user: string; database: string; options?: string; prove?: Prove }>;

/** Faults of one connection that say something; the others end the look. */
const TELLING: ReadonlySet<string> = new Set([
  'closed',
  'reset',
  'timed-out',
  'tls-failed',
  'client-certificate',
  'not-this-protocol',
  'refused',
]);

/** One more connection and a session on it; `tls` asks for it in the protocol's own way. */
export async function attempt(
  dialogue: Dialogue,
  names: Names,
  how: { tls: boolean; wrapped: boolean },
): Promise<Attempt> {
  let line: Line | undefined;
  try {
    line = await dialogue.open({ tls: how.wrapped });
    if (how.tls) await upgrade(line);
    return { line, encrypted: line.encrypted, outcome: await startUp(dialogue, line, names) };
  } catch (error) {
    line?.close();
    return { line: undefined, encrypted: how.tls || how.wrapped, outcome: faultOf(error) };
  }
}

export function faultOf(error: unknown): Outcome {
  if (!(error instanceof WireError) || !TELLING.has(error.fault)) throw error;
  return { kind: 'fault', error };
}

async function upgrade(line: Line): Promise<void> {
  const { kind } = await line.ask('pgwire', encodeSslRequest(), parseSslAnswer);
  if (kind === 'tls') await encrypt(line);
}

export async function encrypt(line: Line): Promise<void> {
  const { outcome } = await line.encrypt('upgrade');
  if (outcome !== 'tls')
    throw new WireError('tls-failed', `no TLS after it was promised (${outcome})`);
}

export async function startUp(
  dialogue: Dialogue,
  line: Line,
  { user, database, options, prove }: Names,
): Promise<Outcome> {
  const parameters = {
    user,
    database,
    application_name: dialogue.agent,
    ...(options !== undefined && { options }),
  };
  line.send('pgwire', encodeStartup(parameters));
  const said = new Map<string, string>();
  let letIn = false;
  for (let count = 0; count < MOST_MESSAGES; count += 1) {
    // Each message decides whether another is read.
    const message = await line.read(parsePgMessage);
    if (message.kind === 'error') return refusal(message.fields, letIn);
    if (message.kind === 'parameter') said.set(message.name, message.value);
    if (message.kind === 'authentication') {
      letIn = message.code === AUTHENTICATION.ok;
      const proof = letIn ? undefined : prove?.(message);
      if (!letIn && !proof) return asks(message.code, message.mechanisms);
      if (proof && proof.length > 0) line.send('pgwire', proof);
    }
    if (message.kind === 'ready' && letIn) return { kind: 'ready', parameters: said };
  }
  throw new WireError('not-this-protocol', 'a session that never becomes ready');
}

export function refusal(fields: PgFields, letIn: boolean): Outcome {
  const code = /^[0-9A-Z]{5}$/.exec(fields['C'] ?? '')?.[0] ?? 'without a code';
  return { kind: 'refused', code, text: fields['M'] ?? '', let: letIn };
}

const METHODS: Readonly<Record<number, [AuthMethod, string]>> = {
  [AUTHENTICATION.cleartext]: ['cleartext', 'AuthenticationCleartextPassword'],
  [AUTHENTICATION.md5]: ['md5', 'AuthenticationMD5Password'],
  [AUTHENTICATION.gss]: ['other', 'AuthenticationGSS'],
  [AUTHENTICATION.sspi]: ['other', 'AuthenticationSSPI'],
};

function asks(code: number, mechanisms: readonly string[]): Outcome {
  if (code === AUTHENTICATION.sasl) {
    const scram = mechanisms.some((name) => name.startsWith('SCRAM-'));
    return {
      kind: 'asks',
      method: scram ? 'scram' : 'other',
      words: scram ? 'AuthenticationSASL, SCRAM' : 'AuthenticationSASL',
    };
  }
  const [method, words] = METHODS[code] ?? ['other', 'another authentication request'];
  return { kind: 'asks', method, words };
}
