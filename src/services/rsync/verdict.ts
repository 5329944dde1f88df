/** What a daemon's answers about its modules amount to. Pure; no name of a module goes into a sentence. */
import type { AuthMethod, Exchange } from '../../model/observation.ts';
import type { RsyncAnswer, RsyncList } from '../../protocols/rsync.ts';
import type { Look } from '../service.ts';

export interface Entered {
  readonly name: string;
  readonly answer: RsyncAnswer;
}

export interface Asked {
  readonly list: RsyncList;
  readonly entered: readonly Entered[];
  readonly control?: RsyncAnswer | undefined;
}

type Kind = 'open' | 'protected' | 'denied' | 'failing';

/** In the daemon's own words: https://github.com/RsyncProject/rsync/blob/master/clientserver.c */
const DENIED = /^access denied to .{1,300} from .{0,300}\(([0-9a-f.:]{2,45})\)/i;
const FULL = /^max connections/i;
const UNKNOWN = /^unknown module/i;

export function judgeRsync(facts: Look, { list, entered, control }: Asked): Look {
  if (list.kind !== 'modules') return noList(facts, list);
  const total = list.names.length;
  const kinds = entered.map(({ answer }) => kindOf(answer));
  const count = (kind: Kind): number => kinds.filter((each) => each === kind).length;
  const seen: Look = {
    ...facts,
    ...addressOf(entered),
    proof: entered.map(({ answer }, index) => exchange(`module ${index + 1} of ${total}`, answer)),
    control: control ? [exchange('a module that does not exist', control)] : [],
    authMethods: methodsOf(count('open'), count('protected'), facts),
  };
  if (control?.kind === 'ok')
    return {
      ...seen,
      access: 'decoy',
      authMethods: [],
      reason: 'It lets a stranger into a module that does not exist.',
    };
  const tally = tallyOf(count, total);
  if (count('open') > 0)
    return { ...seen, access: 'open', grants: 'read', reason: `Without credentials, ${tally}.` };
  return { ...seen, ...shut(count, total, tally) };
}

function shut(
  count: (kind: Kind) => number,
  total: number,
  tally: string,
): Pick<Look, 'access' | 'reason'> {
  if (total === 0)
    return {
      access: 'identified',
      reason: 'It lists no module; one that it does not list can be open all the same.',
    };
  if (count('protected') > 0)
    return { access: 'protected', reason: `It asks for credentials: ${tally}.` };
  if (count('denied') > 0) return { access: 'denied', reason: `It refuses our address: ${tally}.` };
  return {
    access: 'unknown',
    reason: 'It lists modules, and none of those asked could be entered for reasons of its own.',
  };
}

function noList(facts: Look, answer: RsyncAnswer): Look {
  const isFull = answer.kind === 'error' && FULL.test(answer.text);
  return {
    ...facts,
    access: isFull ? 'unknown' : 'identified',
    reason: isFull ? 'It takes no more connections at present.' : 'It refuses to list its modules.',
  };
}

function kindOf(answer: RsyncAnswer): Kind {
  if (answer.kind === 'ok') return 'open';
  if (answer.kind === 'auth-required') return 'protected';
  return DENIED.test(answer.text) ? 'denied' : 'failing';
}

function exchange(asked: string, answer: RsyncAnswer): Exchange {
  return { asked, answered: wordsFor(answer) };
}

function wordsFor(answer: RsyncAnswer): string {
  if (answer.kind === 'ok') return '@RSYNCD: OK';
  if (answer.kind === 'auth-required') return '@RSYNCD: AUTHREQD';
  if (DENIED.test(answer.text)) return '@ERROR: access denied';
  return UNKNOWN.test(answer.text) ? '@ERROR: unknown module' : '@ERROR';
}

function addressOf(entered: readonly Entered[]): { seenAs?: string } {
  for (const { answer } of entered) {
    const found = answer.kind === 'error' ? DENIED.exec(answer.text)?.[1] : undefined;
    if (found !== undefined) return { seenAs: found };
  }
  return {};
}

/** The challenge is answered with MD5 (before 3.0 with MD4) where the greeting offers no other digest. */
function methodsOf(open: number, guarded: number, { says }: Look): AuthMethod[] {
  const hasSha2 = says?.['digests']?.includes('sha') === true;
  const challenge: AuthMethod = hasSha2 ? 'sha2-challenge' : 'md5';
  return [...(open > 0 ? ['none' as const] : []), ...(guarded > 0 ? [challenge] : [])];
}

function tallyOf(count: (kind: Kind) => number, total: number): string {
  const words: readonly [Kind, string][] = [
    ['open', 'let in'],
    ['protected', 'asked for a password'],
    ['denied', 'refused our address'],
    ['failing', 'could not be entered'],
  ];
  const told = words.filter(([kind]) => count(kind) > 0);
  const asked = told.reduce((sum, [kind]) => sum + count(kind), 0);
  const left = total - asked;
  const parts = told.map(([kind, text]) => `${count(kind)} of its ${total} modules ${text}`);
  return [...parts, ...(left > 0 ? [`${left} were not asked`] : [])].join(', ');
}
