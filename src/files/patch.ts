/**
 * The safe values as a patch without context, for `git apply --unidiff-zero`. It is printed and never applied. A line
 * that may hold a secret is not repeated, so it is not in the patch either.
 */
import type { FileFact } from '../model/observation.ts';

const MAY_BE_SECRET =
  /(?:pass(?:word|wd)?|secret|token|credential|api[_-]?key|private[_-]?key|auth)\w*["']?\s*[:=\s>]|:\/\/[^\s/@]*:[^\s/@]*@|\b[A-Za-z0-9+/_-]{32,}\b/i;

export interface Patch {
  readonly text: string;
  /** Changes that only a person can make. */
  readonly left: number;
}

type Lines = (file: string) => readonly string[] | undefined;

export function patchOf(changes: readonly FileFact[], linesOf: Lines): Patch {
  const files = new Map<string, FileFact[]>();
  for (const change of changes) {
    if (change.write === undefined) continue;
    const known = files.get(change.file) ?? [];
    if (known.every(({ line, column }) => line !== change.line || column !== change.column))
      known.push(change);
    files.set(change.file, known);
  }
  let text = '';
  let left = new Set(
    changes.filter(({ write }) => write === undefined).map(({ file, line }) => `${file}:${line}`),
  ).size;
  for (const [file, own] of files) {
    const hunks = hunksOf(own, linesOf(file) ?? []);
    left += hunks.left;
    if (hunks.text !== '') text += `--- a/${file}\n+++ b/${file}\n${hunks.text}`;
  }
  return { text, left };
}

function hunksOf(changes: readonly FileFact[], lines: readonly string[]): Patch {
  let text = '';
  let left = 0;
  let shift = 0;
  const byLine = new Map<number, FileFact[]>();
  for (const change of changes)
    byLine.set(change.line, [...(byLine.get(change.line) ?? []), change]);
  for (const [line, own] of [...byLine].toSorted(([a], [b]) => a - b)) {
    const before = lines[line - 1];
    const after = before === undefined ? undefined : rewritten(before, own);
    if (before === undefined || after === undefined || MAY_BE_SECRET.test(before)) {
      left += own.length;
      continue;
    }
    const added = after === '' ? [] : after.split('\n');
    const start = line + shift;
    text += `@@ -${line} +${added.length === 0 ? start - 1 : start},${added.length} @@\n-${before}\n${added.map((each) => `+${each}\n`).join('')}`;
    shift += added.length - 1;
  }
  return { text, left };
}

/** From the last change of a line to its first, so that columns stay true. */
function rewritten(before: string, changes: readonly FileFact[]): string | undefined {
  let line = before.replace(/\r$/, '');
  for (const { column, until, write = '' } of changes.toSorted((a, b) => b.column - a.column)) {
    if (until === undefined) return undefined;
    const rest = line.slice(until - 1);
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    line = line.slice(0, column - 1) + write.replaceAll('\n', `\n${indent}`) + rest;
  }
  return line.trim() === '' ? '' : line;
}
