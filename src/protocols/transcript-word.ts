/** The longest word that a declaration's placeholder stands for. */
const LONGEST = 128;

/**
 * A name that a server chose, as one word of a transcript: every byte that is no plain letter, digit or `_.~-`
 * gets a percent sign. `undefined` where it cannot be told in full: such a name is not asked for.
 */
export function transcriptWord(name: string): string | undefined {
  if (name === '' || /\p{Cs}/u.test(name)) return undefined;
  const word = encodeURIComponent(name).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return word.length <= LONGEST ? word : undefined;
}
