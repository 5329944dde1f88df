/**
 * A visitor's log-in, with the owner's leave, and what it may see. Folders are listed over the control connection:
 * a data connection would go to an address that the server names.
 */
import type { Exchange } from '../../model/observation.ts';
import { encodeFtp, parseFtp, type FtpAnswer } from '../../protocols/ftp.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import type { AccountLeave, Look } from '../service.ts';
import { CODE } from './codes.ts';
import { ftp } from './header.ts';

/** As `ls -l` prints them: https://www.rfc-editor.org/rfc/rfc959#page-33 leaves the form to the server. */
const ENTRY = /^[-dlbcps][-rwxsStT]{9}.*\S$/;
/** Milliseconds: a log-in that fails is answered late on purpose, and PAM takes its time as well. */
const PATIENCE = 8000;
const ITSELF = / \.{1,2}$/;

export async function tryFtpAccounts(
  all: Dialogue,
  seen: Look,
  { pairs, tried }: AccountLeave,
): Promise<Look> {
  if (seen.access !== 'protected') return seen;
  const dialogue = all.speaking(ftp);
  let facts = seen;
  for (const { user, password } of pairs.filter((pair) => pair.password === '')) {
    const visit = await logIn(dialogue, user, seen.plaintext === null);
    tried(user, password, visit.in);
    const asked = `log-in as ${user}, an address for a password`;
    facts = { ...facts, proof: [...facts.proof, { asked, answered: `${visit.code}` }] };
    if (visit.in) return letIn(dialogue, facts, user, visit.line);
    visit.line.close();
    facts = { ...facts, reason: `It asks for a log-in, and refused ${user} (${visit.code}).` };
  }
  return facts;
}

interface Visit {
  readonly line: Line;
  readonly in: boolean;
  readonly code: number;
}

/** Inside TLS wherever that is offered. */
async function logIn(dialogue: Dialogue, user: string, tls: boolean): Promise<Visit> {
  const line = await dialogue.open({ tls });
  const say = (command: Parameters<typeof encodeFtp>[0]): Promise<FtpAnswer> =>
    line.ask('ftp', encodeFtp(command), parseFtp, PATIENCE);
  try {
    await line.read(parseFtp);
    if (!tls && (await say('AUTH TLS')).code === CODE.proceed) await line.encrypt('upgrade');
    const name = await say({ user });
    const { code } = name.code === CODE.wantsPassword ? await say('PASS') : name;
    return { line, in: code === CODE.loggedIn || code === CODE.loggedInSecurely, code };
  } catch (error) {
    line.close();
    throw error;
  }
}

async function letIn(dialogue: Dialogue, seen: Look, user: string, line: Line): Promise<Look> {
  const listing = await line.ask('ftp', encodeFtp('STAT /'), parseFtp);
  line.send('ftp', encodeFtp('QUIT'));
  line.close();
  const entries = listing.lines.filter((each) => ENTRY.test(each) && !ITSELF.test(each)).length;
  const random = await logIn(dialogue, dialogue.nonce(), seen.plaintext === null);
  random.line.close();
  const control: Exchange[] = [
    { asked: 'log-in under a random name, an address for a password', answered: `${random.code}` },
  ];
  const facts = {
    ...seen,
    control,
    proof: [...seen.proof, { asked: 'STAT /', answered: `${listing.code}, ${entries} entries` }],
  };
  if (random.in)
    return { ...facts, access: 'decoy', reason: 'It lets a random name in as it does a visitor.' };
  return {
    ...facts,
    access: 'passwordless',
    grants: entries > 0 ? 'read' : 'metadata',
    reason:
      entries > 0
        ? `The account ${user} logs in with any password, and lists files.`
        : `The account ${user} logs in with any password; it is shown no file.`,
  };
}
