/** The rows of an answer, or the code of an exception. */
export type Answer =
  | { readonly rows: readonly (readonly string[])[] }
  | { readonly code: number; readonly text: string };

/** In place of a code: an answer that is neither rows nor an exception, as of a proxy in between. */
export const NO_ANSWER = 0;

/** What kind of answer it was; `rows` says it of rows. */
export function kindOf(answer: Answer, rows: string): string {
  if ('rows' in answer) return rows;
  return answer.code === NO_ANSWER ? 'no answer of its own' : `exception ${answer.code}`;
}
