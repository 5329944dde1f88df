/** Text of a file or of standard input as it comes, with errors that say what to do. */
import type { Readable } from 'node:stream';
import { UsageError } from '../model/errors.ts';
import { quote } from '../scope/quote.ts';

/** Pieces of UTF-8 text. What is not text, or cannot be read, is the operator's to mend. */
export async function* textOf(name: string, stream: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>)
      yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof TypeError)
      throw new UsageError(`${quote(name)} is not UTF-8 text: save it as such`);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new UsageError(`the list ${quote(name)} cannot be read (${code}): check its path`);
  }
}
