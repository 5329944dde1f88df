import { open } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { Config } from '../model/config.ts';
import { UsageError } from '../model/errors.ts';
import { untrusted } from '../model/untrusted.ts';
import { checkScope } from './config-scope.ts';
import { configIssue } from './config-issue.ts';
import { Places } from './yaml-place.ts';

const MOST_BYTES = 1024 * 1024;
/** Enough for shared blocks; far from what it takes to make a gigabyte out of a kilobyte. */
const MOST_ALIASES = 100;

/** Reads `nightlatch.yaml`. Whatever is wrong with it is one line: `file:line:column: what, and the mend`. */
export async function loadConfig(path: string): Promise<Config> {
  return parseConfig(await readText(path), path);
}

export function parseConfig(text: string, path: string): Config {
  const file = untrusted(path);
  const { value, places } = readYaml(text, file);
  const read = Config.safeParse(value ?? {});
  const issue = read.error?.issues[0];
  if (issue !== undefined) throw new UsageError(`${file}:${configIssue(issue, places)}`);

  const config = read.data ?? Config.parse({});
  checkScope(config, (where, message) => {
    throw new UsageError(`${file}:${places.of(where)}: ${message}`);
  });
  return config;
}

function readYaml(text: string, file: string): { value: unknown; places: Places } {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
    });
    const places = new Places(document, lines);
    // A warning is about a tag that yaml does not know; what it would mean is not for guessing.
    const [error] = [...document.errors, ...document.warnings];
    if (error !== undefined) {
      const mend =
        error.code === 'DUPLICATE_KEY'
          ? 'a key stands twice in one map: keep one'
          : untrusted(error.message);
      throw new UsageError(`${file}:${places.at(error.pos[0])}: ${mend}`);
    }
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), places };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // yaml's own: too many aliases, an alias to nothing; or the stack, where maps nest by the thousand.
    if (error instanceof ReferenceError)
      throw new UsageError(
        `${file}: too many aliases, or one without its anchor: write the values out`,
      );
    if (error instanceof RangeError)
      throw new UsageError(`${file}: it nests too deep for a configuration: flatten it`);
    throw error;
  }
}

async function readText(path: string): Promise<string> {
  const buffer = Buffer.alloc(MOST_BYTES + 1);
  let length = 0;
  try {
    await using file = await open(path);
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new UsageError(
      `the configuration ${untrusted(path)} cannot be read (${code}): check its path, or write one with nightlatch init`,
    );
  }
  if (length > MOST_BYTES)
    throw new UsageError(
      `the configuration ${untrusted(path)} is larger than 1 MB: keep long lists in files of their own, named on the command line as @FILE`,
    );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, length));
  } catch {
    throw new UsageError(`the configuration ${untrusted(path)} is not UTF-8 text: save it as such`);
  }
}
