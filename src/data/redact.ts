import type { ItemKind } from '../model/inventory.ts';
import { isCard, CARD_RUN } from './cards.ts';
import { emailsIn } from './emails.ts';
import { IBAN_RUN, isIban } from './ibans.ts';
import { linear } from './linear.ts';
import { isWrittenPhone, PHONE_RUN } from './phones.ts';
import { isPlaceholder, looksRandom } from './randomness.ts';
import { secretsIn } from './secrets.ts';

const UUID = linear(
  /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi,
);
const HEX = linear(/(?<![A-Za-z0-9])(?=[0-9a-f]{0,63}\d)[0-9a-f]{16,64}(?![A-Za-z0-9])/gi);
const IPV4 = linear(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g);
/** Days and times, which names of indices and files end in, stay. */
const DAY = linear(/^(?:19|20)\d{2}[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01]))?$/);
const DIGITS = linear(/(?<![\p{L}\p{N}])\d{5,40}(?![\p{L}\p{N}])/gu);
const WORD = linear(/[\w+/=~-]{16,200}/g);

type Step = (text: string) => string;

function each(text: string, finds: Iterable<{ readonly text: string }>, pattern: string): string {
  let redacted = text;
  for (const found of finds)
    redacted = redacted.replaceAll(new RegExp(escaped(found.text), 'giu'), pattern);
  return redacted;
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}/]/g, String.raw`\$&`);
}

/** The order matters: what is longest and surest first. */
const STEPS: readonly Step[] = [
  (text) => each(text, secretsIn(text), '{secret}'),
  (text) => each(text, emailsIn(text.replaceAll('%40', '@')), '{email}'),
  (text) => text.replaceAll(/[\w.+-]{1,64}%40[\w.-]{3,200}/g, '{email}'),
  (text) => text.replaceAll(UUID, '{uuid}'),
  (text) => text.replaceAll(IBAN_RUN, (run) => (isIban(run) ? '{iban}' : run)),
  (text) => text.replaceAll(CARD_RUN, (run) => (isCard(run) ? '{card}' : run)),
  (text) => text.replaceAll(PHONE_RUN, (run) => (isWrittenPhone(run) ? '{phone}' : run)),
  (text) => text.replaceAll(IPV4, '{ip}'),
  (text) => text.replaceAll(HEX, '{hex}'),
  (text) => text.replaceAll(DIGITS, (run) => (DAY.test(run) ? run : '{number}')),
  (text) =>
    text.replaceAll(WORD, (run) =>
      looksRandom(run) && !isPlaceholder(run) && isMixed(run) ? '{token}' : run,
    ),
];

/** Names that people gave have words in them; what a machine drew changes its kind of sign all the time. */
function isMixed(text: string): boolean {
  const changes = text.match(/[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes >= 4;
}

/** After these words in a key or path comes somebody's own name or number. */
const BELONGS_TO =
  /^(?:users?|u|uid|sessions?|sess|accounts?|customers?|clients?|profiles?|members?|patients?|employees?|persons?|people|contacts?|emails?|phones?|tokens?|logins?|home|homes|mailbox(?:es)?|inbox|subscribers?|students?|otp|auth|refresh|reset|verify|chat|chats|conversations?|username|name|cust|msisdn|cart|carts|presence|online|notify)$/i;
/** Words of programs, which are nobody. */
const OF_PROGRAMS =
  /^(?:\{.*\}|\*|count|counts|counter|index|list|all|active|total|config|configs|settings|cache|queue|by|data|stats|events?|info|meta|metadata|ids?|map|set|hash|lock|locks|new|old|latest|recent|daily|weekly|monthly|hourly|history|logs?|keys?|types?|status|state|roles?|groups?|permissions?|store|messages?|profile|session|token|email|phone|user|users|sessions|accounts|avatars?|uploads?|exports?|imports?|backups?|public|private|tmp|temp|v\d|images?|files?|documents?|default|system|test|prod|dev|staging|online|pending|failed|expired|blocked|index\.\w+|\d{1,4}|)$/i;
const SEGMENTS: readonly ItemKind[] = [
  'keys',
  'bucket',
  'directory',
  'document',
  'topic',
  'subject',
  'queue',
  'stream',
];

function byOwner(name: string): string {
  const parts = name.split(/([:/|])/);
  for (let at = 2; at < parts.length; at += 2) {
    if (BELONGS_TO.test(parts[at - 2] ?? '') && !OF_PROGRAMS.test(parts[at] ?? ''))
      parts[at] = '{id}';
  }
  return parts.join('');
}

/** Two capitalised words with a blank or an underscore, as in `Jane_Doe.pdf`; and what LDAP keeps people under. */
const PERSON = linear(
  /(?<![\p{L}\p{N}])\p{Lu}\p{Ll}{2,20}(?:[ _]\p{Lu}\.)?[ _]\p{Lu}\p{Ll}{2,25}(?![\p{L}\p{N}])/gu,
);
const LDAP = linear(
  /\b(cn|uid|sn|givenName|mail|displayName|userPrincipalName|sAMAccountName)=([^,+]{1,200})/gi,
);
const LDAP_OF_SYSTEM =
  /^(?:admin|administrators?|manager|config|monitor|schema|subschema|users?|groups?|people|default|module.*|database.*|frontend.*|root|domain .*|services?|computers?|builtin|\{.*)$/i;

function byPerson(name: string, kind: ItemKind): string {
  const named = name.replaceAll(LDAP, (whole, attribute: string, value: string) =>
    LDAP_OF_SYSTEM.test(value) ? whole : `${attribute}={name}`,
  );
  return SEGMENTS.includes(kind) ? named.replaceAll(PERSON, '{name}') : named;
}

/**
 * A name that a store told, as a pattern where it holds somebody's data or a secret: `session:{email}`,
 * `cn={name},ou=people`. Names that developers gave (tables, columns, indices with a day) stay as they are.
 */
export function redactName(name: string, kind: ItemKind = 'table'): string {
  let redacted = name;
  for (const step of STEPS) redacted = step(redacted);
  const owned = SEGMENTS.includes(kind) ? byOwner(redacted) : redacted;
  return byPerson(owned, kind);
}
