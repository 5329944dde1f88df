/** Line by line: JSON records, masscan's list (-oL), and naabu's plain HOST:PORT. */
import { UsageError } from '../../model/errors.ts';
import { entriesOfLine } from './records.ts';
import { NotARecord, type Entry, type Placed } from './seen.ts';

/** zgrab2 puts whole answers and certificates into one line. */
const LONGEST_LINE = 8 * 1024 * 1024;

export async function* lineEntries(pieces: AsyncIterable<string>): AsyncGenerator<Placed> {
  let number = 0;
  for await (const line of linesOf(pieces)) {
    number += 1;
    try {
      for (const entry of entriesOf(line)) yield { entry, line: number };
    } catch (error) {
      if (error instanceof NotARecord) throw new UsageError(`${number}: ${error.message}`);
      throw error;
    }
  }
}

async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = piece.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      yield rest + line;
      rest = '';
    }
    rest += last;
    if (rest.length > LONGEST_LINE) throw new UsageError('a line without an end');
  }
  if (rest !== '') yield rest;
}

function entriesOf(written: string): Entry[] {
  const line = written.trim();
  if (line === '' || line.startsWith('#')) return [];
  if (/^[[{\],]/.test(line) && !/^\[[\da-f:.]{2,45}\]:/i.test(line)) return entriesOfLine(line);
  return [masscanLine(line) ?? hostAndPort(line)];
}

/** `open tcp 80 192.0.2.7 1390380064`, and `banner tcp 80 192.0.2.7 …` beside it. */
function masscanLine(line: string): Entry | undefined {
  const found =
    /^(open|closed|banner|unknown) ([a-z]{2,8}) (\d{1,5}) ([\da-fA-F:.]{2,45})(?: |$)/.exec(line);
  if (!found) return undefined;
  const [, state, protocol, port, host = ''] = found;
  if (protocol !== 'tcp') return 'udp';
  return state === 'closed' ? 'not open' : { host, port: Number(port) };
}

function hostAndPort(line: string): Entry {
  const found =
    /^(?:\[([\da-fA-F:.]{2,45})\]|([^\s:[\]]{1,253})):(\d{1,5})(?: \[[^\]]{0,100}\])?$/.exec(line);
  if (found) return { host: found[1] ?? found[2] ?? '', port: Number(found[3]) };
  if (/^Host: .*\tPorts: /.test(line))
    throw new NotARecord("nmap's -oG leaves things out: write the sweep with -oX");
  throw new NotARecord('this is neither HOST:PORT nor a line of masscan -oL or JSON');
}
