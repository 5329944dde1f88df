import type { FieldKind } from './field-kind.ts';
import { entropy, isPlaceholder, looksRandom } from './randomness.ts';
import { secretsIn } from './secrets.ts';

/** Digests that stand where a password does: MySQL's, raw MD5 to SHA-512, PostgreSQL's, bare Base64. */
const BARE_HASH =
  /^(?:\*[0-9A-F]{40}|md5[0-9a-f]{32}|(?:0x)?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})(?::[\w./+=$-]{2,64})?|sha\d{1,3}[$:].{20,200}|[\w+/-]{27,100}={1,2})$/i;

export function isPasswordHash(text: string): boolean {
  if (BARE_HASH.test(text)) return true;
  const [first] = secretsIn(text);
  return first?.kind === 'password-hash' || /^\$[\w-]{1,20}\$.{20,200}$/.test(text);
}

function isPassword(text: string): boolean {
  return (
    text.length >= 4 &&
    text.length <= 128 &&
    !/\s/.test(text) &&
    !isPlaceholder(text) &&
    !isPasswordHash(text) &&
    !/^(?:true|false|null|none|yes|no|\d{1,4}|\*+|x+|password|required|plain|text|hidden|set|unset)$/i.test(
      text,
    )
  );
}

const RANDOM_WORD = /^[\w+/=.~:-]{16,4096}$/;

function isToken(text: string): boolean {
  return RANDOM_WORD.test(text) && (looksRandom(text) || isRandomUuid(text));
}

/** Version 4 (RFC 9562): keys are given out in that form too, ids mostly as well, so only a name makes it a key. */
function isRandomUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(text);
}

function isAwsSecret(text: string): boolean {
  return /^[A-Za-z0-9+/]{40}$/.test(text) && looksRandom(text);
}

/** Identifiers and keys for anybody's eyes begin with a word too. */
const PREFIX_OF_OTHERS =
  /^(?:pk|pub|public|phc|msg|resp|chatcmpl|cmpl|thread|run|asst|file|batch|call|toolu|req|evt|cus|sub|user|org|sess)[-_]/;
const PREFIXED = /^[a-z][a-z\d]{1,11}[-_.](?:[a-z\d]{1,10}[-_.]){0,3}([A-Za-z\d]{30,200})$/;
/** Bits a sign that base 62 of that length hardly stays below. */
const PREFIXED_BITS = 4;

/** A key as most providers make them now: a word of theirs, and then nothing but chance. */
function isPrefixedKey(text: string): boolean {
  const core = PREFIXED.exec(text)?.[1];
  if (core === undefined || PREFIX_OF_OTHERS.test(text) || isPlaceholder(text)) return false;
  return (
    [/[a-z]/, /[A-Z]/, /\d/].every((each) => each.test(core)) && entropy(core) >= PREFIXED_BITS
  );
}

const POINTS_TO_IT =
  /_(?:name|names|id|ids|kid|arn|ref|path|url|uri|label|alias|slug|description|desc|title|notes?|comment|public|pub|page|next|continuation|sync|csrf|cursor|stop|bos|eos|pad|push|device|reset_url|manager|hint|env|scope|scopes|family|class|usage|last4|masked|preview|issuer|audience|strength|policy|question)_/;

const secret = (
  kind: string,
  name: RegExp,
  test: FieldKind['test'],
  rest: Partial<FieldKind> = {},
): FieldKind => ({
  class: 'secret',
  kind,
  name,
  test,
  unless: POINTS_TO_IT,
  strength: 0.93,
  nameStrength: 0.75,
  ...rest,
});

export const secretKinds: readonly FieldKind[] = [
  secret(
    'password-hash',
    /_(?:pass(?:word|wd|phrase|code)?|pwd|passwd|pw|userpassword|kennwort|encrypted_password|authentication_string|crypt(?:ed)?)(?:_(?:hash|hashed|digest|encrypted|md5|sha\d*))*_$|_hashed_password_|_(?:secret_data|password|credential)_(?:value|hash|bcrypt|digest)_$/,
    isPasswordHash,
    { strength: 0.97, nameStrength: 0.8, isThing: true },
  ),
  secret(
    'password',
    /_(?:pass(?:word|wd|phrase|code)?|pwd|passwd|pw|userpassword|kennwort|plain(?:text)?_password)_$/,
    isPassword,
    { nameStrength: 0.7 },
  ),
  secret('aws-secret-key', /_(?:aws_)?secret_(?:access_)?key_|_aws_secret_/, isAwsSecret, {
    strength: 0.97,
  }),
  secret(
    'api-key',
    /_(?:(?:api|access|app|auth|encryption|signing|private|secret|service|license|webhook|master|account|storage|subscription|openai|anthropic|stripe|deepseek|x_api)_?keys?|apikeys?|access_keys?)_/,
    isToken,
    { unless: new RegExp(`${POINTS_TO_IT.source}|_key_(?:type|length|size|usage)_`) },
  ),
  secret(
    'token',
    /_(?:(?:access|refresh|auth|authorization|oauth|api|session|bearer|id|bot|user|secret|personal_access|pat|github|gitlab|slack|jwt|login|remember|reset|reset_password|verification|confirmation|invite|service)_?tokens?|token|jwt|authorization|bearer)_$/,
    isToken,
    { nameStrength: 0.6 },
  ),
  secret(
    'secret',
    /_(?:(?:secret|token|key)_(?:text|value|string)|secrets?|(?:client|app|shared|webhook|signing|jwt|otp|totp|mfa|two_factor|consumer|hmac)_?secret|credentials?|private_?key|seed_phrase|mnemonic|recovery_codes?|cookie|set_cookie)_$/,
    (text) =>
      isToken(text) ||
      /^[A-Z2-7]{16,64}$/.test(text) ||
      /^(?:[a-z]{3,8} ){11,23}[a-z]{3,8}$/.test(text),
    { nameStrength: 0.65 },
  ),
  secret('api-key', /_(?:key|value|token|secret)_$/, isToken, {
    within: /_(?:credentials?|api_?keys?|key_?auth|access_?tokens?|auth_?tokens?|secrets?)_/,
    strength: 0.85,
    nameStrength: 0.55,
  }),
  secret('api-key', /(?!)/, isPrefixedKey, { alone: { share: 0.3, distinct: 3 }, strength: 0.85 }),
];
