/** The longest word that a placeholder of a declaration takes; see wire/recorder.ts. */
const MOST_WORD = 128;
/** The same for the name of an object. */
const MOST_OBJECT = 1024;

/** A word of somebody else's as it may stand in a path or query, or `undefined` where the recorder would not take it. */
export function asWord(text: string, most: number = MOST_WORD): string | undefined {
  const word = encoded(text);
  return word === '' || word === '.' || word === '..' || word.length > most ? undefined : word;
}

function encoded(text: string): string {
  // Half a surrogate has no encoding.
  return encodeURIComponent(Buffer.from(text).toString()).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.codePointAt(0)?.toString(16).toUpperCase()}`,
  );
}

/** The name of an object; its slashes are encoded, so that it stays one word. */
export function asObject(text: string): string | undefined {
  return asWord(text, MOST_OBJECT);
}
