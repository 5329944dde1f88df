/**
 * `pg_hba.conf`: the first line that fits decides. Each line is asked who would come in by it, and then all lines are
 * walked for that caller, so that a line behind another one counts as the server counts it.
 * https://www.postgresql.org/docs/current/auth-pg-hba-conf.html
 */
import type { Source } from '../../text/source.ts';
import { linesOf, unquoted } from '../../text/settings.ts';
import type { Place } from '../../../model/observation.ts';
import type { FileView } from '../setup.ts';
import { STRANGERS, holds, isLoopbackRange, type Range, rangeOf } from '../cidr.ts';

const TYPES = ['host', 'hostssl', 'hostnossl', 'hostgssenc', 'hostnogssenc'] as const;

export interface HbaLine {
  readonly type: (typeof TYPES)[number];
  readonly databases: readonly string[];
  readonly users: readonly string[];
  /** `all`: everybody; `unknown`: a name, or the server's own networks. */
  readonly from: Range | 'all' | 'own' | 'unknown';
  readonly method: string;
  readonly at: Place;
  readonly until: number;
  readonly text: string;
}

const WORD = /"[^"]*"(?:,[^\s,]+)*|[^\s]+/g;

const MOST_INCLUDES = 50;

/** All lines in their order; a text where a file of them is not there. */
export function readHba(source: Source, files: FileView, seen = { files: 0 }): HbaLine[] | string {
  const lines: HbaLine[] = [];
  seen.files += 1;
  if (seen.files > MOST_INCLUDES) return 'Its files include one another without end.';
  for (const { words, at, until } of linesOf(source)) {
    const inner = included(words, files, seen);
    if (typeof inner === 'string') return inner;
    const line = inner ? undefined : parseLine(words.replace(/\s*#.*$/, ''));
    lines.push(...(inner ?? (line ? [{ ...line, at, until }] : [])));
  }
  return lines;
}

/** Since 16 `include`, `include_if_exists` and `include_dir` stand in place. */
function included(
  words: string,
  files: FileView,
  seen: { files: number },
): HbaLine[] | string | undefined {
  const [, kind, path = ''] = /^include(_dir|_if_exists)?\s+(.+)$/.exec(words) ?? [];
  if (path === '') return undefined;
  const name = unquoted(path.replace(/\s*#.*$/, ''));
  const lines: HbaLine[] = [];
  for (const each of kind === '_dir' ? files.list(name) : [files.read(name)]) {
    const inner = typeof each === 'object' ? readHba(each, files, seen) : each;
    if (inner === undefined && kind === undefined)
      return 'A file that its rules include is not among these.';
    if (typeof inner === 'string') return inner;
    lines.push(...(inner ?? []));
  }
  return lines;
}

function parseLine(text: string): Omit<HbaLine, 'at' | 'until'> | undefined {
  const words = text.match(WORD) ?? [];
  const [type = '', databases = '', users = '', address = '', ...rest] = words;
  const kind = TYPES.find((each) => each === type);
  if (!kind) return undefined;
  const hasMask = /^[\d.]+$|^[\da-f:]+$/i.test(rest[0] ?? '') && rest.length > 1;
  const method = (hasMask ? rest[1] : rest[0]) ?? '';
  const from = fromOf(unquoted(address), hasMask ? rest[0] : undefined);
  return {
    type: kind,
    databases: listed(databases),
    users: listed(users),
    from,
    method,
    text,
  };
}

function listed(words: string): string[] {
  return words.split(',').map(unquoted);
}

function fromOf(address: string, mask: string | undefined): HbaLine['from'] {
  if (address === 'all') return 'all';
  if (address === 'samehost') return 'own';
  return rangeOf(address, mask) ?? 'unknown';
}

interface Caller {
  readonly address: string;
  readonly database: string;
  readonly user: string;
  readonly tls: boolean;
}

const SOMEBODY = 'somebody-else';

/** One caller that the line would let in or turn away. */
function callerOf(line: HbaLine): Caller | undefined {
  const { from } = line;
  if (from === 'own' || from === 'unknown') return undefined;
  if (from !== 'all' && isLoopbackRange(from)) return undefined;
  const address = from === 'all' ? STRANGERS[0] : inside(from);
  const named = (list: readonly string[]): string =>
    list.find((word) => !/^(?:all|[+@])/.test(word)) ?? SOMEBODY;
  const database = line.databases.includes('all') ? SOMEBODY : named(line.databases);
  const user = line.users.includes('all') ? SOMEBODY : named(line.users);
  return { address, database, user, tls: line.type === 'hostssl' };
}

/** An address of the range that is not its first, so that narrower ranges before it do not always hold it. */
function inside({ address, bits }: Range): string {
  if (bits === 0) return address.includes(':') ? STRANGERS[1] : STRANGERS[0];
  return address;
}

function fits(line: HbaLine, caller: Caller): boolean {
  if (line.type === 'hostssl' && !caller.tls) return false;
  if (line.type === 'hostnossl' && caller.tls) return false;
  if (line.type === 'hostgssenc') return false;
  const isNamed = (list: readonly string[], name: string): boolean =>
    list.includes(name) || (list.includes('all') && name !== 'replication');
  if (
    !isNamed(line.databases, caller.database) ||
    !(line.users.includes('all') || line.users.includes(caller.user))
  )
    return false;
  if (line.from === 'all') return true;
  return typeof line.from === 'object' && holds([line.from], caller.address);
}

export interface HbaVerdict {
  /** Lines that let callers of other machines in, each with the method that really decides for its caller. */
  readonly met: readonly HbaLine[];
  /** Whether somebody whom no line names is asked for anything at all. */
  readonly asksStrangers: boolean;
  /** A line speaks of names or of the server's own networks, which only exist where it runs. */
  readonly unclear: boolean;
}

export function judgeHba(lines: readonly HbaLine[]): HbaVerdict {
  const met = new Set<HbaLine>();
  for (const line of lines) {
    const caller = callerOf(line);
    if (!caller) continue;
    for (const asked of line.type === 'host' ? [caller, { ...caller, tls: true }] : [caller]) {
      const first = lines.find((other) => fits(other, asked));
      if (first) met.add(first);
    }
  }
  return {
    met: [...met],
    asksStrangers: strangers().some((asked) => {
      const first = lines.find((line) => fits(line, asked));
      return first !== undefined && first.method !== 'reject';
    }),
    unclear: lines.some(({ from, method }) => from === 'unknown' && method !== 'reject'),
  };
}

function strangers(): Caller[] {
  return STRANGERS.flatMap((address) =>
    ['postgres', SOMEBODY].flatMap((user) =>
      [true, false].map((tls) => ({ address, database: user, user, tls })),
    ),
  );
}
