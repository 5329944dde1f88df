/** Large enough that a report of 100,000 lines is not 100,000 writes; small enough to hold. */
const CHUNK = 32_768;

/** The same text in fewer pieces. */
export function* inChunks(parts: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const part of parts) {
    chunk += part;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
