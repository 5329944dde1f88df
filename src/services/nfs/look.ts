/**
 * NFS, and the two programs beside it. Version 4 is read as the user nobody, whose number is only asserted: folders are
 * opened from the root down until one shows a file or lies in an export; names are counted and not kept. A mount, which
 * version 3 needs, would stand in the server's books and is not made. Ports that a port mapper names are not dialled.
 * https://www.rfc-editor.org/rfc/rfc7530
 */
import type { Dialogue, Line } from '../../protocols/line.ts';
import {
  readExports,
  readFolder,
  readPrograms,
  type NfsEntry,
} from '../../protocols/rpc/results.ts';
import {
  encodeRpc,
  isNfsName,
  parseRpc,
  unknownProgram,
  type RpcReply,
  type RpcRequest,
} from '../../protocols/rpc/rpc.ts';
import type { Look, Opening } from '../service.ts';
import { judgeExports, judgePrograms, judgeVersions, nothing } from './programs.ts';
import { judgeFolders, type Read } from './verdict.ts';

const MOST_READS = 10;
const MOST_STEPS = 4;

export async function lookAtNfs(dialogue: Dialogue, { line }: Opening): Promise<Look> {
  const plaintext = line.encrypted ? null : true;
  const greeted = await line.read(parseRpc);
  const talk = new Talk(line);
  const control = await talk.ask({
    kind: 'null-unknown',
    program: unknownProgram(dialogue.nonce()),
  });
  const facts = { plaintext, control };
  if (greeted.kind === 'accepted') {
    const reads = await walk(talk);
    const unknown = await talk.ask({ kind: 'find', name: dialogue.nonce() });
    const found = unknown.kind === 'accepted' ? readFolder(unknown.results).status : undefined;
    return judgeFolders(facts, reads, found);
  }
  if (greeted.kind !== 'unavailable') return judgeVersions(facts, greeted);
  const programs = await talk.ask({ kind: 'dump' });
  if (programs.kind === 'accepted') return judgePrograms(facts, readPrograms(programs.results));
  const exported = await talk.ask({ kind: 'exports' });
  if (exported.kind === 'accepted') return judgeExports(facts, readExports(exported.results));
  return nothing(facts);
}

/** From the root down, one folder after another, until it is known whether files can be read. */
async function walk(talk: Talk): Promise<Read[]> {
  const reads: Read[] = [];
  const queue: { path: readonly string[]; entry?: NfsEntry }[] = [{ path: [] }];
  let root: string | undefined;
  for (let next = queue.shift(); next && reads.length < MOST_READS; next = queue.shift()) {
    const { path, entry } = next;
    const reply = await talk.ask({ kind: 'read', path });
    if (reply.kind !== 'accepted') return [...reads, { depth: path.length, refused: reply }];
    const { status, entries } = readFolder(reply.results);
    root ??= entries[0]?.system;
    const files = entries.filter(({ isFolder }) => !isFolder).length;
    const isExport = entry?.system !== undefined && entry.system !== root;
    reads.push({ depth: path.length, status, entries: entries.length, files, isExport });
    if (files > 0 || (isExport && status === 0)) break;
    const folders = path.length < MOST_STEPS ? entries.filter(({ name }) => isNfsName(name)) : [];
    queue.push(...folders.map((each) => ({ path: [...path, each.name], entry: each })));
  }
  return reads;
}

class Talk {
  readonly #line: Line;
  #xid = 1;

  constructor(line: Line) {
    this.#line = line;
  }

  ask(request: RpcRequest): Promise<RpcReply> {
    this.#xid += 1;
    return this.#line.ask('rpc', encodeRpc(this.#xid, request), parseRpc);
  }
}
