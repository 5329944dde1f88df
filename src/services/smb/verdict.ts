/** What a caller without a name was shown. Pure; no name of a share or a file goes anywhere. */
import type { Exchange } from '../../model/observation.ts';
import type { SmbNegotiated, SmbSession } from '../../protocols/smb/answer.ts';
import type { ShareList } from '../../protocols/smb/srvsvc.ts';
import { look, type Look } from '../service.ts';

/** https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55 */
export const STATUS = {
  success: 0,
  overflow: 0x8000_0005,
  more: 0xc000_0016,
  denied: 0xc000_0022,
  noSuchFile: 0xc000_000f,
} as const;
const RESOURCES = new Set([0xc000_009a, 0xc000_00d0, 0xc000_0203]);
/** FILE_WRITE_DATA, which is FILE_ADD_FILE for a folder: MS-SMB2, section 2.2.13.1. */
const MAY_WRITE = 2;

export interface ShareSeen {
  readonly status: number;
  readonly entries?: number;
  readonly rights?: number;
}

export interface SmbSeen {
  readonly negotiated: SmbNegotiated | undefined;
  readonly system?: string | undefined;
  readonly session?: { readonly status: number; readonly who?: SmbSession };
  readonly list?: { readonly status: number; readonly shares?: ShareList };
  readonly total?: number;
  readonly asked?: readonly ShareSeen[];
  readonly control?: number;
}

export function judgeSmb(seen: SmbSeen): Look {
  const { negotiated, session } = seen;
  const facts = look({
    product: 'smb',
    protocol: 'smb',
    version: seen.system ?? null,
    access: 'identified',
    reason: 'It speaks SMB, and took none of the dialects from 2.0.2 to 3.1.1.',
    plaintext: true,
    proof: proofOf(seen),
    control: controlOf(seen),
    ...(negotiated && { says: saysOf(negotiated) }),
  });
  if (!negotiated || !session) return facts;
  if (!session.who) return { ...facts, ...shut(session.status, 'a session without a name') };
  if (seen.control === STATUS.success)
    return { ...facts, access: 'decoy', reason: 'It connects to a share that does not exist.' };
  return inside(facts, seen);
}

function inside(facts: Look, { list, asked = [], total = 0 }: SmbSeen): Look {
  const open = asked.filter(({ status }) => status === STATUS.success);
  if (open.length > 0) return { ...facts, ...opened(open, total) };
  if ((list?.shares?.shares.length ?? 0) > 0)
    return {
      ...facts,
      access: 'partial',
      grants: 'metadata',
      authMethods: ['none', 'other'],
      reason: `It lists its shares to a session without a name, and lets it into none of ${total}.`,
    };
  const status = list?.shares?.code || list?.status || 0;
  return { ...facts, ...shut(status, 'the list of shares') };
}

function opened(
  open: readonly ShareSeen[],
  total: number,
): Pick<Look, 'access' | 'grants' | 'authMethods' | 'reason'> {
  const mayWrite = open.some(({ rights = 0 }) => (rights & MAY_WRITE) !== 0);
  const showsNames = open.some(({ entries = 0 }) => entries > 0);
  const how = mayWrite ? ', and its own list of rights lets anybody write to one' : '';
  return {
    access: 'open',
    grants: mayWrite ? 'read-write' : showsNames ? 'read' : 'metadata',
    authMethods: ['none'],
    reason: `${open.length} of its ${total} shares show their folder to a session without a name${how}.`,
  };
}

function shut(status: number, what: string): Pick<Look, 'access' | 'reason' | 'authMethods'> {
  if (RESOURCES.has(status))
    return {
      access: 'unknown',
      authMethods: [],
      reason: `It has no room for another client at present (status ${hex(status)}).`,
    };
  return {
    access: 'protected',
    authMethods: ['other'],
    reason: `It refuses ${what} (status ${hex(status)}).`,
  };
}

function proofOf({ session, list, asked = [], total = 0 }: SmbSeen): Exchange[] {
  const proof: Exchange[] = [];
  if (session) {
    const kind = session.who?.isGuest === true ? ', as a guest' : '';
    proof.push({
      asked: 'SESSION_SETUP without a name',
      answered: `status ${hex(session.status)}${kind}`,
    });
  }
  if (list) {
    const count = list.shares ? `, ${list.shares.shares.length} shares` : '';
    proof.push({ asked: 'NetrShareEnum', answered: `status ${hex(list.status)}${count}` });
  }
  for (const [index, { status, entries }] of asked.entries()) {
    const count = entries === undefined ? '' : `, ${entries} names`;
    proof.push({
      asked: `the folder of share ${index + 1} of ${total}`,
      answered: `status ${hex(status)}${count}`,
    });
  }
  return proof;
}

function controlOf({ control }: SmbSeen): Exchange[] {
  if (control === undefined) return [];
  return [{ asked: 'a share that does not exist', answered: `status ${hex(control)}` }];
}

function saysOf({ dialect, signing }: SmbNegotiated): Record<string, string> {
  const [major, minor, patch] = [dialect >> 8, (dialect >> 4) & 15, dialect & 15];
  return { dialect: `${major}.${minor}.${patch}`, signing };
}

function hex(status: number): string {
  return `0x${status.toString(16).toUpperCase().padStart(8, '0')}`;
}
