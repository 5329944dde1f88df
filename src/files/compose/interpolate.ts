/**
 * `${NAME}` and its forms with defaults, as Compose fills them in.
 * https://docs.docker.com/reference/compose-file/interpolation/
 */
import type { Setting } from '../text/settings.ts';

export interface Filled {
  readonly text: string;
  /** `false` where a part only exists on the machine that starts it. */
  readonly known: boolean;
}

const NAME = /[A-Za-z_]\w*/y;
const MOST_DEPTH = 10;
/** Stands for what has to be set, and is not known: never empty, never shown. */
const SET_ELSEWHERE = '(set where it runs)';

export function interpolate(
  text: string,
  variables: ReadonlyMap<string, Setting>,
  depth = 0,
): Filled {
  if (!text.includes('$')) return { text, known: true };
  let filled = '';
  let known = true;
  for (let at = 0; at < text.length;) {
    const dollar = text.indexOf('$', at);
    if (dollar === -1) {
      filled += text.slice(at);
      break;
    }
    filled += text.slice(at, dollar);
    const part = partAt(text, dollar, variables, depth);
    filled += part.text;
    known &&= part.known;
    at = part.next;
  }
  return { text: filled, known };
}

function partAt(
  text: string,
  dollar: number,
  variables: ReadonlyMap<string, Setting>,
  depth: number,
): Filled & { next: number } {
  if (text[dollar + 1] === '$') return { text: '$', known: true, next: dollar + 2 };
  const isBraced = text[dollar + 1] === '{';
  NAME.lastIndex = dollar + (isBraced ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return { text: '$', known: true, next: dollar + 1 };
  const found = variables.get(name);
  if (!isBraced) return { ...plain(found), next: NAME.lastIndex };
  const end = closing(text, NAME.lastIndex);
  const [, sign = '', rest = ''] = /^(:?[-?+]|)(.*)$/s.exec(text.slice(NAME.lastIndex, end)) ?? [];
  return { ...withSign(found, sign, rest, variables, depth), next: end + 1 };
}

function closing(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') open += 1;
    else if (text[at] === '}' && (open -= 1) === 0) return at;
  }
  return text.length;
}

function plain(found: Setting | undefined): Filled {
  return found ? { text: found.text, known: found.known } : { text: '', known: false };
}

function withSign(
  found: Setting | undefined,
  sign: string,
  rest: string,
  variables: ReadonlyMap<string, Setting>,
  depth: number,
): Filled {
  const emptyCounts = sign.startsWith(':');
  const isSet = found !== undefined && !(emptyCounts && found.text === '');
  if (sign.endsWith('+')) {
    return isSet ? interpolate(rest, variables, depth + 1) : { text: '', known: true };
  }
  if (isSet || sign === '') return plain(found);
  if (sign.endsWith('?')) return { text: SET_ELSEWHERE, known: true };
  return depth < MOST_DEPTH ? interpolate(rest, variables, depth + 1) : { text: '', known: false };
}
