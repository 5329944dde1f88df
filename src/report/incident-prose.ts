/** Sentences in which our words and everybody else's stay apart, so that each format quotes the latter in its own way. */

export type Part =
  | { readonly ours: string }
  | { readonly theirs: string }
  | { readonly blank: string };

export interface Block {
  readonly as: 'title' | 'section' | 'topic' | 'paragraph' | 'item' | 'detail';
  readonly parts: readonly Part[];
}

export const ours = (text: string): Part => ({ ours: text });

/** Ours where nobody said anything. */
export const known = (text: string | null | undefined, otherwise: string): Part =>
  text === null || text === undefined ? ours(otherwise) : { theirs: text };

/** A bare string is somebody else's: whoever wants it unquoted has to say so. */
type Piece = string | number | Part | readonly Part[];

function partsOf(piece: Piece): readonly Part[] {
  if (typeof piece === 'string') return [{ theirs: piece }];
  if (typeof piece === 'number') return [ours(String(piece))];
  return 'length' in piece ? piece : [piece];
}

type Say = (words: TemplateStringsArray, ...pieces: Piece[]) => Block;

const sayAs =
  (as: Block['as']): Say =>
  (words, ...pieces) => {
    const parts = words.flatMap((text, at) => {
      const piece = pieces[at];
      return [ours(text), ...(piece === undefined ? [] : partsOf(piece))];
    });
    return { as, parts };
  };

export const title = sayAs('title');
export const section = sayAs('section');
export const topic = sayAs('topic');
export const paragraph = sayAs('paragraph');
export const item = sayAs('item');
export const detail = sayAs('detail');
