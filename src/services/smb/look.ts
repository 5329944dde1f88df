/**
 * SMB shares, for a caller without a name: a null session, the list of shares, and whether a share shows its root.
 * Nothing is opened but folders, and their names are counted only. Everything on one connection.
 * https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-smb2/
 */
import type { Dialogue, Line } from '../../protocols/line.ts';
import {
  countEntries,
  parseSmb,
  readFileId,
  readMaximalAccess,
  readNegotiated,
  readOutput,
  readSession,
  type SmbAnswer,
} from '../../protocols/smb/answer.ts';
import { ntlmSystem } from '../../protocols/smb/ntlm.ts';
import { encodeSmb, isSmbShare, type SmbRequest } from '../../protocols/smb/request.ts';
import { isBindAccepted, parseShareList, type ShareList } from '../../protocols/smb/srvsvc.ts';
import type { Look, Opening } from '../service.ts';
import { judgeSmb, STATUS, type ShareSeen, type SmbSeen } from './verdict.ts';

const NOBODY = Buffer.alloc(8);
const MOST_SHARES = 8;
/** Printers, pipes, and what the system shares by itself: MS-SRVS, section 2.2.2.4. */
const DISK = 0;

export function askSmb(line: Line): void {
  line.send('smb', encodeSmb({ message: 0, session: NOBODY, tree: 0 }, { kind: 'negotiate' }));
}

export async function lookAtSmb(dialogue: Dialogue, { line }: Opening): Promise<Look> {
  const talk = new Talk(line, dialogue);
  const first = await line.read(parseSmb);
  if (first.status !== STATUS.success) return judgeSmb({ negotiated: undefined });
  const negotiated = readNegotiated(first);
  const challenge = await talk.ask({ kind: 'first' });
  const system = challenge.status === STATUS.more ? readSession(challenge).token : NOBODY;
  const seen: SmbSeen = { negotiated, system: ntlmSystem(system) };
  if (challenge.status !== STATUS.more)
    return judgeSmb({ ...seen, session: { status: challenge.status } });
  const session = await talk.ask({ kind: 'anonymous' });
  if (session.status !== STATUS.success)
    return judgeSmb({ ...seen, session: { status: session.status } });
  const who = readSession(session);
  const list = await shareList(talk);
  const asked: ShareSeen[] = [];
  const shares = (list.shares?.shares ?? []).filter(
    ({ name, type }) => type === DISK && isSmbShare(name),
  );
  for (const { name } of shares.slice(0, MOST_SHARES)) asked.push(await lookInto(talk, name));
  const control = await talk.ask(talk.tree(dialogue.nonce()));
  talk.leave();
  return judgeSmb({
    ...seen,
    session: { status: session.status, who },
    list,
    total: shares.length,
    asked,
    control: control.status,
  });
}

interface Listed {
  /** The first refusal on the way, or success. */
  readonly status: number;
  readonly shares?: ShareList;
}

async function shareList(talk: Talk): Promise<Listed> {
  const pipes = await talk.ask(talk.tree('IPC$'));
  if (pipes.status !== STATUS.success) return { status: pipes.status };
  const pipe = await talk.ask({ kind: 'pipe' }, pipes.tree);
  if (pipe.status !== STATUS.success) return { status: pipe.status };
  const file = readFileId(pipe);
  const bound = await talk.ask({ kind: 'bind', file }, pipes.tree);
  if (bound.status !== STATUS.success || !isBindAccepted(readOutput(bound)))
    return { status: bound.status || STATUS.denied };
  const listed = await talk.ask({ kind: 'shares', file }, pipes.tree);
  // A list longer than one answer is cut there, and said to be.
  if (listed.status !== STATUS.success && listed.status !== STATUS.overflow)
    return { status: listed.status };
  return { status: STATUS.success, shares: parseShareList(readOutput(listed)) };
}

async function lookInto(talk: Talk, share: string): Promise<ShareSeen> {
  const connected = await talk.ask(talk.tree(share));
  if (connected.status !== STATUS.success) return { status: connected.status };
  const rights = readMaximalAccess(connected);
  const folder = await talk.ask({ kind: 'folder' }, connected.tree);
  if (folder.status !== STATUS.success) return { status: folder.status };
  const names = await talk.ask({ kind: 'list', file: readFileId(folder) }, connected.tree);
  if (names.status !== STATUS.success) return { status: names.status };
  return { status: STATUS.success, entries: countEntries(names), rights };
}

class Talk {
  readonly #line: Line;
  readonly #host: string;
  #message = 0;
  #session: Buffer = NOBODY;

  constructor(line: Line, { address }: Dialogue) {
    this.#line = line;
    // A path has no room for colons: https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-dtyp/
    this.#host = address.includes(':')
      ? `${address.replaceAll(':', '-')}.ipv6-literal.net`
      : address;
  }

  tree(share: string): SmbRequest {
    return { kind: 'tree', host: this.#host, share };
  }

  async ask(request: SmbRequest, tree = 0): Promise<SmbAnswer> {
    const answer = await this.#line.ask('smb', this.#encode(request, tree), parseSmb);
    this.#session = answer.session;
    return answer;
  }

  leave(): void {
    this.#line.send('smb', this.#encode({ kind: 'logoff' }, 0));
    this.#line.close();
  }

  #encode(request: SmbRequest, tree: number): Buffer {
    this.#message += 1;
    return encodeSmb({ message: this.#message, session: this.#session, tree }, request);
  }
}
