/**
 * The first part of what a key holds, by its type: of a string the first bytes, of the others a few members.
 * Nothing is read whole, and no command here costs more than what it returns. https://redis.io/docs/latest/commands/
 */
import type { Cell, Row } from '../../data/sample.ts';
import type { Line } from '../../protocols/line.ts';
import { boundedJson } from '../families/bounded-json.ts';
import { encodeRespPipeline, parseRespReplies, type RespReply } from '../../protocols/resp.ts';

const READS: Readonly<Record<string, (key: string) => readonly string[]>> = {
  string: (key) => ['GETRANGE', key, '0', '4095'],
  hash: (key) => ['HSCAN', key, '0', 'COUNT', '20'],
  list: (key) => ['LRANGE', key, '0', '4'],
  set: (key) => ['SSCAN', key, '0', 'COUNT', '20'],
  zset: (key) => ['ZRANGE', key, '0', '9'],
  stream: (key) => ['XRANGE', key, '-', '+', 'COUNT', '5'],
};

export const SAMPLE_COMMANDS: readonly string[] = [
  'TYPE {key}',
  ...Object.values(READS).map((read) => read('{key}').join(' ')),
];

export async function pipeline(
  line: Line,
  commands: readonly (readonly string[])[],
): Promise<readonly RespReply[]> {
  line.send('resp', encodeRespPipeline(commands));
  return line.read(parseRespReplies(commands.length));
}

export interface Read {
  readonly rows: Row[];
  readonly types: readonly string[];
  readonly refused: boolean;
}

export async function readKeys(line: Line, keys: readonly string[]): Promise<Read> {
  if (keys.length === 0) return { rows: [], types: [], refused: false };
  const answers = await pipeline(
    line,
    keys.map((key) => ['TYPE', key]),
  );
  const types = answers.map((answer) => (answer.kind === 'status' ? answer.text : ''));
  const wanted = keys.flatMap((key, at) => {
    const type = types[at] ?? '';
    const read = READS[type];
    return read ? [{ type, command: read(key) }] : [];
  });
  const replies =
    wanted.length === 0
      ? []
      : await pipeline(
          line,
          wanted.map(({ command }) => command),
        );
  return {
    rows: replies.flatMap((reply, at) => rowsOf(wanted[at]?.type ?? '', reply)),
    types: [...new Set(types.filter((type) => READS[type] !== undefined))],
    refused: [...answers, ...replies].some(({ kind }) => kind === 'error'),
  };
}

function rowsOf(type: string, reply: RespReply): Row[] {
  if (type === 'string') return reply.kind === 'bulk' ? [rowOfText(reply.text)] : [];
  if (reply.kind !== 'array') return [];
  if (type === 'hash') return [pairsOf(scanned(reply))];
  if (type === 'stream') return reply.items.map(entryOf);
  const members = type === 'set' ? scanned(reply) : reply.items;
  return [{ member: members.map(cellOf) }];
}

/** Most programs keep an object as JSON; each of its properties is a field then. */
function rowOfText(text: string): Row {
  const json = boundedJson(text);
  return isObject(json) ? json : { value: text };
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The second part of a SCAN's answer; the first is its cursor. */
function scanned(reply: RespReply): readonly RespReply[] {
  const list = reply.kind === 'array' ? reply.items[1] : undefined;
  return list?.kind === 'array' ? list.items : [];
}

function entryOf(entry: RespReply): Row {
  const pairs = entry.kind === 'array' ? entry.items[1] : undefined;
  return pairsOf(pairs?.kind === 'array' ? pairs.items : []);
}

function pairsOf(items: readonly RespReply[]): Row {
  const pairs: [string, Cell][] = [];
  for (let at = 0; at + 1 < items.length; at += 2) {
    const name = items[at];
    const value = items[at + 1];
    if (name?.kind === 'bulk' && value) pairs.push([name.text, cellOf(value)]);
  }
  return Object.fromEntries(pairs);
}

function cellOf(reply: RespReply): Cell {
  return reply.kind === 'bulk' ? reply.text : null;
}
