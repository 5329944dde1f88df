import type { Found } from './found.ts';
import { linear } from './linear.ts';
import { entropy, isPlaceholder, isUuid, looksRandom } from './randomness.ts';
import { type SecretShape, secretShapes } from './secret-shapes.ts';

const STRENGTH = { shape: 0.98, generic: 0.85 } as const;
/** Bits a sign of the random part; below it stands a word, a row of one sign, an example. */
const LEAST_BITS = 2.6;

const shapesBy = new Map<string, SecretShape[]>();
for (const shape of secretShapes) {
  for (const word of shape.begins) shapesBy.set(word, [...(shapesBy.get(word) ?? []), shape]);
}
/** Longer words first, so that `sk-ant-` is tried before `sk-`. */
const words = [...shapesBy.keys()].toSorted((a, b) => b.length - a.length);
const BEGINNING = linear(
  new RegExp(words.map((word) => word.replaceAll(/[.\-/]/g, String.raw`\$&`)).join('|'), 'g'),
);

const WORD = /[\w-]/;

function isInsideWord(text: string, at: number): boolean {
  return at > 0 && WORD.test(text[at] ?? '') && /\w/.test(text[at - 1] ?? '');
}

function isGenuine(shape: SecretShape, match: RegExpExecArray): boolean {
  if (shape.plain) return true;
  const core = match[1] ?? match[0];
  if (isPlaceholder(match[0]) || entropy(core) < LEAST_BITS) return false;
  if (shape.kind === 'llm-key' && !/\d/.test(core)) return false;
  return shape.check?.(match[0]) ?? true;
}

function shapeAt(text: string, at: number, word: string): Found | undefined {
  for (const begin of words) {
    if (!word.startsWith(begin)) continue;
    for (const shape of shapesBy.get(begin) ?? []) {
      shape.pattern.lastIndex = at;
      const match = shape.pattern.exec(text);
      if (!match || !isGenuine(shape, match)) continue;
      if (shape.kind === 'jwt' && !isJwt(match[0])) continue;
      return { class: 'secret', kind: shape.kind, text: match[0], strength: STRENGTH.shape };
    }
  }
  return undefined;
}

/** RFC 7519: the first part is a JSON object that names its algorithm. */
function isJwt(text: string): boolean {
  try {
    const header: unknown = JSON.parse(
      Buffer.from(text.slice(0, text.indexOf('.')), 'base64url').toString('utf8'),
    );
    return typeof header === 'object' && header !== null && 'alg' in header;
  } catch {
    return false;
  }
}

function* shapes(text: string): Generator<Found> {
  BEGINNING.lastIndex = 0;
  for (let hit = BEGINNING.exec(text); hit; hit = BEGINNING.exec(text)) {
    if (isInsideWord(text, hit.index)) continue;
    const found = shapeAt(text, hit.index, hit[0]);
    if (!found) continue;
    yield found;
    BEGINNING.lastIndex = hit.index + Math.max(found.text.length, hit[0].length);
  }
}

/** RFC 3986, 3.2.1: user and password before the host; the scheme is read backwards from the colon. */
const AUTHORITY = linear(/:\/\/([^\s:@/'"?#]{0,64}):([^\s@/'"]{1,128})@([\w.[-]{1,200})/g);
const SCHEME = /[a-z][a-z0-9+.-]{1,24}$/i;
const SCHEME_LENGTH = 26;
const NO_PASSWORD = /^(?:pass(?:word|wd)?|pwd|secret|pw|x+|\*+|\d{1,5})$/i;

function* authorities(text: string): Generator<Found> {
  if (!text.includes('://')) return;
  for (const match of text.matchAll(AUTHORITY)) {
    const scheme = SCHEME.exec(text.slice(Math.max(0, match.index - SCHEME_LENGTH), match.index));
    const password = match[2] ?? '';
    if (!scheme || NO_PASSWORD.test(password) || isPlaceholder(password)) continue;
    const kind = /^https?$/i.test(scheme[0]) ? 'url-credentials' : 'connection-string';
    yield { class: 'secret', kind, text: match[0], strength: STRENGTH.shape };
  }
}

const ASSIGNMENT = linear(
  /(api_?-?key|secret|token|passw(?:or)?d|passwd|pwd|access_?-?key|private_?-?key|credential)s?["'\\]{0,3}\s{0,2}[:=]{1,2}>?\s{0,2}["'\\]{0,3}([^\s"'\\,;&<>)]{6,200})/gi,
);
/** RFC 6750 and RFC 7617. */
const BEARER = linear(/\b(?:Bearer|Basic|Token)\s{1,2}([\w+/=.~-]{16,2000})/g);

function isPassword(value: string): boolean {
  if (isPlaceholder(value) || isUuid(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  return (
    kinds >= 3 && !/^(?:https?:|\/|\.|\[|\()/.test(value) && !/^[\w-]+\.[\w.-]+\(?/.test(value)
  );
}

function* assignments(text: string): Generator<Found> {
  for (const [, name = '', value = ''] of text.matchAll(ASSIGNMENT)) {
    const isWord = /pass|pwd/i.test(name);
    const genuine = isWord ? isPassword(value) : looksRandom(value) && !isUuid(value);
    if (!genuine) continue;
    const kind = isWord ? 'password' : 'generic-secret';
    yield { class: 'secret', kind, text: value, strength: STRENGTH.generic };
  }
}

function* bearers(text: string): Generator<Found> {
  if (!/Bearer|Basic|Token/.test(text)) return;
  for (const [, value = ''] of text.matchAll(BEARER)) {
    if (!looksRandom(value) || isUuid(value)) continue;
    yield { class: 'secret', kind: 'bearer-token', text: value, strength: STRENGTH.generic };
  }
}

/** Modular crypt format and its kin: https://passlib.readthedocs.io/en/stable/modular_crypt_format.html */
const PASSWORD_HASHES = linear(
  /\$(?:2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|argon2(?:id?|d)\$v=\d{1,2}\$[\w=,]{8,60}\$[\w+/=.-]{8,100}\$[\w+/=.-]{16,200}|[156]\$(?:rounds=\d{1,9}\$)?[\w./-]{1,16}\$[./A-Za-z0-9]{22,86}|scrypt\$[\w=,+/.$-]{40,200}|pbkdf2(?:-\w{1,8})?\$\d{1,8}\$[\w+/=.$-]{20,200}|y\$[./\w]{1,8}\$[./\w]{8,32}\$[./\w]{43}|[PH]\$[./A-Za-z0-9]{31})(?![\w./])|SCRAM-SHA-\d{1,3}\$\d{1,8}:[\w+/=]{8,64}\$[\w+/=]{20,100}:[\w+/=]{20,100}|pbkdf2_sha\d{1,3}\$\d{1,8}\$[\w+/=.-]{4,40}\$[\w+/=]{20,100}|\{S?SHA(?:256|512)?\}[\w+/=]{24,120}|(?:pbkdf2|scrypt):[\w:]{4,40}\$\w{4,40}\$[0-9a-f]{32,200}/g,
);

function* passwordHashes(text: string): Generator<Found> {
  if (!/[$}]/.test(text)) return;
  for (const [match] of text.matchAll(PASSWORD_HASHES)) {
    yield { class: 'secret', kind: 'password-hash', text: match, strength: STRENGTH.shape };
  }
}

/** Every secret that a text shows by itself; what has a shape is not told again as what stands behind a word. */
export function* secretsIn(text: string): Generator<Found> {
  const known: string[] = [];
  for (const found of [...shapes(text), ...authorities(text), ...passwordHashes(text)]) {
    known.push(found.text);
    yield found;
  }
  for (const found of [...bearers(text), ...assignments(text)]) {
    if (!known.some((shown) => shown.includes(found.text) || found.text.includes(shown)))
      yield found;
  }
}
