/**
 * Cases of `check` as text: small directories with what must be found in them, faulty and safe side by side.
 *
 *     == a name
 *     want high anonymous-access compose.yaml:4
 *     @@ compose.yaml
 *     services: …
 *
 * `want` lines name all findings that open a door at or over medium; `also` any other one; none: nothing is found.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface CorpusCase {
  readonly name: string;
  readonly want: readonly string[];
  readonly also: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

const FOLDER = join(import.meta.dirname, 'corpora/check');

export function corpus(folder = FOLDER): CorpusCase[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8'), file.replace('.txt', '')));
}

function parse(text: string, group: string): CorpusCase[] {
  const [, ...blocks] = `\n${text}`.split(/\n== /);
  return blocks.map((block) => {
    const [head = '', ...parts] = block.split(/\n@@ /);
    const [name = '', ...lines] = head.split('\n');
    const listed = (word: string): string[] =>
      lines
        .filter((line) => line.startsWith(`${word} `))
        .map((line) => line.slice(word.length + 1));
    const files = parts.map((part) => {
      const [path = '', ...rest] = part.split('\n');
      return [path.trim(), `${rest.join('\n').trimEnd()}\n`] as const;
    });
    return {
      name: `${group}: ${name}`,
      want: listed('want'),
      also: listed('also'),
      files: new Map(files),
    };
  });
}

/** The case as a folder of its own, and away again. */
export function inFolder<T>({ files }: CorpusCase, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-check-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
