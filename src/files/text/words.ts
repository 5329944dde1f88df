/** Command lines: as a shell would take them apart, and what stands inside `sh -c`. */

/** Parts of a word: what stands in quotes, what a backslash keeps, and all else. Each sign belongs to one of them. */
const PART = /'([^']*)'?|"((?:[^"\\]|\\[^])*)"?|\\([^])|([^\s'"\\]+)|(\s+)|\\/g;

/** The words of a line; quotes group, a backslash takes the next sign as it is. Linear in its length. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [, single, double, escaped, bare, blank] of line.matchAll(PART)) {
    if (blank !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const kept = escaped === '\n' ? '' : escaped;
    word = `${word ?? ''}${single ?? double?.replaceAll(/\\([^])/g, '$1') ?? kept ?? bare ?? ''}`;
  }
  if (word !== undefined) words.push(word);
  return words;
}

const SHELL = /(?:^|\/)(?:ba|da|a)?sh$/;
const PUNCTUATION = /^(?:exec|&&|\|\||;|\{|\}|eval)$/;

/** `sh -c "exec redis-server …"` as the words of what it runs. */
export function flattened(words: readonly string[]): string[] {
  const at = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  const isShell = words.slice(0, Math.max(at, 0)).some((word) => SHELL.test(word));
  const plain =
    at > 0 && isShell
      ? words.slice(at + 1).flatMap((word) => shellWords(word.replaceAll(/[;\n]/g, ' ')))
      : words;
  return plain.filter((word) => !PUNCTUATION.test(word));
}
