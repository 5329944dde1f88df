/** The word that was most likely meant, where one is near: at most one slip for every three letters. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const written = word.slice(0, 64).toLowerCase();
  const [best] = known
    .map((candidate) => ({ candidate, distance: distance(written, candidate) }))
    .filter((each) => each.distance <= Math.max(1, Math.floor(each.candidate.length / 3)))
    .toSorted((a, b) => a.distance - b.distance);
  return best?.candidate;
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [line, letter] of a.split('').entries()) {
    const next = [line + 1];
    for (let column = 0; column < b.length; column++) {
      const replaced = (row[column] ?? 0) + (letter === b[column] ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
