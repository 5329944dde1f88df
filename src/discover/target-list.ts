import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { untrusted } from '../model/untrusted.ts';
import { parseTarget } from '../scope/parse-target.ts';
import { quote } from '../scope/quote.ts';
import { textOf } from './text-stream.ts';

const MOST_BYTES = 10 * 1024 * 1024;
const MOST_LINES = 100_000;

/** Reads targets as they stand on a command line: each is one target, `@FILE`, or `-` for standard input. */
export async function readTargets(words: readonly string[], stdin: Readable): Promise<Target[]> {
  const targets: Target[] = [];
  for (const word of words) {
    if (word === '-' || word === '@-') {
      for (const target of await readList('standard input', stdin)) targets.push(target);
    } else if (word.startsWith('@')) {
      const file = word.slice(1);
      for (const target of await readList(file, createReadStream(file))) targets.push(target);
    } else {
      targets.push(parseTarget(word));
    }
  }
  return targets;
}

/** One target a line; blank lines, and what follows a `#`, are for the reader. */
async function readList(name: string, stream: Readable): Promise<Target[]> {
  const text = await readText(name, stream);
  const lines = text.split(/\r?\n/);
  if (lines.length > MOST_LINES + 1) {
    throw new UsageError(`${quote(name)} has more than ${MOST_LINES} lines: split the list`);
  }
  return lines.flatMap((line, index) => {
    const written = line.replace(/(?:^|\s)#.*$/, '').trim();
    return written === '' ? [] : [parseLine(written, `${untrusted(name)}:${index + 1}`)];
  });
}

function parseLine(written: string, place: string): Target {
  try {
    return parseTarget(written);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${place}: ${error.message}`) : error;
  }
}

async function readText(name: string, stream: Readable): Promise<string> {
  let text = '';
  let bytes = 0;
  for await (const piece of textOf(name, stream)) {
    bytes += Buffer.byteLength(piece);
    if (bytes > MOST_BYTES)
      throw new UsageError(`${quote(name)} is larger than 10 MB: split the list`);
    text += piece;
  }
  return text;
}
