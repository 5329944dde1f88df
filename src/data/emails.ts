import { linear } from './linear.ts';

/** RFC 5321's lengths, and the letters that addresses in use have; searched from the sign in the middle. */
const BEFORE = linear(/[\p{L}\p{N}._%+'-]{1,64}$/u);
const AFTER = linear(
  /^@([\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.)(?:[\p{L}\p{N}-]{1,63}\.){0,5}(\p{L}{2,24}|xn--[a-z0-9-]{1,59}))(?![\p{L}\p{N}@-])/iu,
);

/** Ends of names that are no top-level domain, and that stand after an at-sign all the same. */
const FILE_ENDS = new Set(
  'png jpg jpeg gif webp svg css js mjs ts tsx jsx json html htm php txt pdf csv xml yaml yml log tar gz exe dll local localhost internal lan corp home svc cluster'.split(
    ' ',
  ),
);
/** RFC 2606 and RFC 6761. */
const RESERVED = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/i;
/** Mail boxes of roles and machines, not of a person. */
const ROLE =
  /^(?:no-?reply|do-?not-?reply|donotreply|postmaster|mailer-daemon|abuse|hostmaster|webmaster|root|git|noc|info|support|sales|admin|contact|help|hello|billing|office|team|security|privacy|press|jobs|marketing|newsletter|notifications?|alerts?|service)$/i;
/** Message ids (RFC 5322, 3.6.4) and boxes that a machine numbered. */
function isMachine(local: string): boolean {
  if (/^[0-9a-f-]{16,}$/i.test(local)) return true;
  return (local.match(/\d/g)?.length ?? 0) >= MOST_DIGITS;
}

/** QQ and phone companies give addresses of eleven digits. */
const MOST_DIGITS = 12;

const AFTER_LENGTH = 320;
const BEFORE_LENGTH = 64;

export interface Email {
  readonly text: string;
  readonly at: number;
  /** A domain that nobody can own: somebody's example, or made-up data. */
  readonly isReserved: boolean;
  /** Not of a person by its looks. */
  readonly isRole: boolean;
  readonly isMachine: boolean;
}

function emailAt(text: string, sign: number): Email | undefined {
  const after = AFTER.exec(text.slice(sign, sign + AFTER_LENGTH));
  if (!after) return undefined;
  const [whole, domain = '', end = ''] = after;
  if (FILE_ENDS.has(end.toLowerCase())) return undefined;
  const before = BEFORE.exec(text.slice(Math.max(0, sign - BEFORE_LENGTH), sign));
  const local = before?.[0].replace(/^[.'%+-]+/, '') ?? '';
  if (local === '' || local.endsWith('.') || local.includes('..')) return undefined;
  const start = sign - local.length;
  // `scheme://user:password@host` and `user@host:path` speak of machines.
  if (/[:/@]/.test(text[start - 1] ?? '') && text.slice(0, start).includes('://')) return undefined;
  return {
    text: `${local}${whole}`.toLowerCase(),
    at: start,
    isReserved: RESERVED.test(domain),
    isRole: ROLE.test(local),
    isMachine: isMachine(local),
  };
}

/** Every address in a text. */
export function* emailsIn(text: string): Generator<Email> {
  for (let sign = text.indexOf('@'); sign !== -1; sign = text.indexOf('@', sign + 1)) {
    const found = emailAt(text, sign);
    if (found) yield found;
  }
}

/** The text is an address and nothing else, perhaps with a name before it: `Ada Example <ada@…>`. */
export function isEmail(text: string): boolean {
  const bare = text
    .trim()
    .replace(/^[^<>@]{0,80}<(.{3,320})>$/, '$1')
    .replace(/^mailto:/i, '');
  const [first] = emailsIn(bare);
  if (first === undefined || first.isMachine) return false;
  return first.at === 0 && first.text.length === bare.length;
}
