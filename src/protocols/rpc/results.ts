/** What port mapper, mount and NFS version 4 answer: RFC 1833, RFC 1813 and RFC 7530. */
import { ProtocolError } from '../codec.ts';
import { XdrReader } from './xdr.ts';

const MOST = 2000;
const LONGEST = 1024;
const PUT_ROOT = 24;
const LOOKUP = 15;
const READ_DIRECTORY = 26;
/** Numbers of attributes, in the order in which their values come: https://www.rfc-editor.org/rfc/rfc7530#section-5.8 */
const TYPE = 1;
const FSID = 8;
const FSID_SIZE = 16;
const FOLDER = 2;

/** https://www.rfc-editor.org/rfc/rfc1833#section-3.1 */
export function readPrograms(results: Buffer): ReadonlyMap<number, ReadonlySet<number>> {
  const reader = new XdrReader(results);
  const found = new Map<number, Set<number>>();
  for (let count = 0; reader.isSet(); count += 1) {
    if (count >= MOST) throw new ProtocolError('programs without an end');
    const [program, , , port] = [reader.word(), reader.word(), reader.word(), reader.word()];
    found.set(program, (found.get(program) ?? new Set()).add(port));
  }
  return found;
}

export interface Exports {
  readonly total: number;
  /** Those without a list of clients, or with one that names everybody. */
  readonly forEverybody: number;
}

/** https://www.rfc-editor.org/rfc/rfc1813#section-5.2.5 */
export function readExports(results: Buffer): Exports {
  const reader = new XdrReader(results);
  let [total, forEverybody, count] = [0, 0, 0];
  while (reader.isSet()) {
    reader.opaque(LONGEST);
    let [groups, everybody] = [0, false];
    while (reader.isSet()) {
      count += 1;
      if (count > MOST) throw new ProtocolError('exports without an end');
      groups += 1;
      everybody ||= /^(?:\*|\(everyone\)|0\.0\.0\.0\/0|::\/0)$/.test(
        reader.opaque(LONGEST).toString(),
      );
    }
    total += 1;
    if (total > MOST) throw new ProtocolError('exports without an end');
    if (groups === 0 || everybody) forEverybody += 1;
  }
  return { total, forEverybody };
}

export interface NfsEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** The file system that it is in; `undefined` where the server refuses to say. */
  readonly system: string | undefined;
}

export interface NfsFolder {
  /** 0, or why there is no list. */
  readonly status: number;
  readonly entries: readonly NfsEntry[];
}

/** Operations up to the one that failed, each with its status: https://www.rfc-editor.org/rfc/rfc7530#section-15.2 */
export function readFolder(results: Buffer): NfsFolder {
  const reader = new XdrReader(results);
  const status = reader.word();
  reader.opaque(LONGEST);
  const count = reader.word();
  for (let index = 0; index < Math.min(count, MOST); index += 1) {
    const operation = reader.word();
    const each = reader.word();
    if (each !== 0) return { status: each, entries: [] };
    if (operation === READ_DIRECTORY) return { status: 0, entries: readEntries(reader) };
    if (operation !== PUT_ROOT && operation !== LOOKUP)
      throw new ProtocolError('an answer to another operation');
  }
  return { status, entries: [] };
}

function readEntries(reader: XdrReader): NfsEntry[] {
  reader.skip(8);
  const entries: NfsEntry[] = [];
  while (reader.isSet()) {
    reader.skip(8);
    const name = reader.opaque(LONGEST).toString();
    const bitmap = reader.word() === 0 ? 0 : reader.word();
    const values = new XdrReader(reader.opaque(LONGEST));
    const type = has(bitmap, TYPE) ? values.word() : 0;
    const system = has(bitmap, FSID) ? values.skip(FSID_SIZE).toString('hex') : undefined;
    entries.push({ name, isFolder: type === FOLDER || type === 0, system });
    if (entries.length > MOST) throw new ProtocolError('a folder without an end');
  }
  return entries;
}

function has(bitmap: number, attribute: number): boolean {
  return (bitmap & (1 << attribute)) !== 0;
}
