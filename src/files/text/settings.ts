/** Settings that stand one a line: `key value`, `key = value`, `key: value`. */
import type { Place } from '../../model/observation.ts';
import type { Source } from './source.ts';

/** One setting of a file, an environment or a command line. */
export interface Setting {
  readonly name: string;
  readonly text: string;
  readonly at: Place;
  /** The column behind its last sign, where it stands on one line. */
  readonly until?: number;
  /** `false` where the value only exists once it runs. */
  readonly known: boolean;
  /** `[section]` of an INI file. */
  readonly section?: string;
}

const LONGEST = 10_000;

export interface LineForm {
  /** Between name and value: `=`, `:` or blanks. */
  readonly between: RegExp;
  readonly comment: RegExp;
  /** Whether a comment may follow a value. */
  readonly trailing?: RegExp;
  readonly sections?: boolean;
}

export const SPACED: LineForm = { between: /\s+/, comment: /^[#;]/ };
export const EQUALS: LineForm = { between: /\s*[=:]\s*/, comment: /^[#!]/ };
export const INI: LineForm = { between: /\s*=\s*/, comment: /^[#;!]/, sections: true };

export function readSettings(source: Source, form: LineForm): Setting[] {
  const found: Setting[] = [];
  let section: string | undefined;
  for (const { words, at, until } of linesOf(source)) {
    if (words === '' || form.comment.test(words) || words.length > LONGEST) continue;
    if (form.sections && words.startsWith('[')) {
      section = words.slice(1).replace(/\].*$/, '').trim();
      continue;
    }
    const cut = form.between.exec(words);
    const name = cut ? words.slice(0, cut.index) : words;
    const rest = cut ? words.slice(cut.index + cut[0].length) : '';
    const text = form.trailing ? rest.replace(form.trailing, '').trim() : rest;
    const inSection = section === undefined ? {} : { section };
    found.push({ name, text: unquoted(text), at, until, known: true, ...inSection });
  }
  return found;
}

/** `section.name` to its setting; the last one of a name wins. */
export function flatOf(source: Source, form: LineForm): ReadonlyMap<string, Setting> {
  return new Map(
    readSettings(source, form).map((setting) => {
      const { section, name } = setting;
      return [section === undefined ? name : `${section}.${name}`, setting];
    }),
  );
}

interface Line {
  readonly words: string;
  readonly at: Place;
  readonly until: number;
}

/** Each line without the blanks around it. */
export function* linesOf({ text, file }: Source): Generator<Line> {
  let line = 0;
  for (const raw of text.split('\n')) {
    line += 1;
    const words = raw.trim();
    const column = words === '' ? 1 : raw.indexOf(words[0] ?? '') + 1;
    yield { words, at: { file, line, column }, until: column + words.length };
  }
}

export function unquoted(text: string): string {
  const quote = text[0];
  const isQuoted = text.length >= 2 && (quote === '"' || quote === "'") && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1) : text;
}

/** The last one wins, as in most servers. */
export function last(settings: readonly Setting[], ...names: readonly string[]) {
  return settings.findLast(({ name }) => names.includes(name));
}
