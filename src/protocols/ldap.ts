/**
 * LDAP version 3: what an auditor says, and the answers to it.
 *
 *     message  = SEQUENCE { id, operation, [controls] }
 *     bind     = [APPLICATION 0] { version, name, [0] password }        result = { code, matched DN, words }
 *     search   = [APPLICATION 3] { base, scope, aliases, size, time, types only, filter, attributes }
 *     extended = [APPLICATION 23] { [0] object identifier }
 *
 * https://www.rfc-editor.org/rfc/rfc4511
 */
import { BER, encodeInteger, encodeTlv, readAll, readInteger, readTlv, type Tlv } from './ber.ts';
import { ProtocolError, type Parse } from './codec.ts';
import { transcriptWord } from './transcript-word.ts';

/** Application tags, section 4. */
const OPERATION = {
  bind: 0x60,
  bindAnswer: 0x61,
  unbind: 0x42,
  search: 0x63,
  entry: 0x64,
  done: 0x65,
  reference: 0x73,
  extended: 0x77,
  extendedAnswer: 0x78,
} as const;
const MAX_MESSAGE = 256 * 1024;
const MAX_ELEMENTS = 4096;
const VERSION = 3;
const SIMPLE = 0x80;
const SCOPE = { base: 0, one: 1 } as const;
const SECONDS = 3;
const PRESENT = 0x87;
const EXTENDED_NAME = 0x80;
const START_TLS = '1.3.6.1.4.1.1466.20037';
/** All attributes that are not operational: section 4.5.1.8. */
const ALL = '*';

/** What a server says of itself: https://www.rfc-editor.org/rfc/rfc4512#section-5.1, and what Active Directory adds. */
const ROOT_ATTRIBUTES = [
  'objectClass',
  'namingContexts',
  'defaultNamingContext',
  'supportedExtension',
  'supportedSASLMechanisms',
  'supportedCapabilities',
  'vendorName',
  'vendorVersion',
] as const;

export type LdapRequest =
  /** Anonymous without an account. */
  | { readonly kind: 'bind'; readonly account?: LdapAccount }
  | { readonly kind: 'unbind' }
  | { readonly kind: 'start-tls' }
  | { readonly kind: 'root' }
  /** One entry below `base`, names of its attributes and no value. */
  | { readonly kind: 'below'; readonly base: string }
  /** The entry itself, without any attribute. */
  | { readonly kind: 'at'; readonly base: string };

export interface LdapAccount {
  /** A distinguished name. */
  readonly user: string;
  readonly password: string;
}

export interface LdapEntry {
  readonly kind: 'entry';
  readonly id: number;
  /** By name in lower case; no values where names alone were asked for. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

export interface LdapResult {
  readonly kind: 'bind' | 'done' | 'extended';
  readonly id: number;
  readonly code: number;
  readonly text: string;
}

export type LdapAnswer =
  | LdapEntry
  | LdapResult
  | { readonly kind: 'reference'; readonly id: number };

export function encodeLdap(id: number, request: LdapRequest): Buffer {
  return encodeTlv(BER.sequence, encodeInteger(id), operationFor(request));
}

function operationFor(request: LdapRequest): Buffer {
  switch (request.kind) {
    case 'bind':
      return encodeTlv(
        OPERATION.bind,
        encodeInteger(VERSION),
        encodeTlv(BER.octets, request.account?.user ?? ''),
        encodeTlv(SIMPLE, request.account?.password ?? ''),
      );
    case 'unbind':
      return encodeTlv(OPERATION.unbind);
    case 'start-tls':
      return encodeTlv(OPERATION.extended, encodeTlv(EXTENDED_NAME, START_TLS));
    case 'root':
      return search('', SCOPE.base, false, ROOT_ATTRIBUTES);
    case 'below':
      return search(request.base, SCOPE.one, true, [ALL]);
    case 'at':
      // `1.1` is no attribute: https://www.rfc-editor.org/rfc/rfc4511#section-4.5.1.8
      return search(request.base, SCOPE.base, true, ['1.1']);
  }
}

function search(
  base: string,
  scope: number,
  typesOnly: boolean,
  attributes: readonly string[],
): Buffer {
  return encodeTlv(
    OPERATION.search,
    encodeTlv(BER.octets, base),
    encodeInteger(scope, BER.enumerated),
    encodeInteger(0, BER.enumerated),
    encodeInteger(1),
    encodeInteger(SECONDS),
    encodeTlv(BER.boolean, Buffer.of(typesOnly ? 0xff : 0)),
    encodeTlv(PRESENT, 'objectClass'),
    encodeTlv(BER.sequence, ...attributes.map((name) => encodeTlv(BER.octets, name))),
  );
}

export const parseLdap: Parse<LdapAnswer> = (bytes) => {
  if (bytes.length > 0 && bytes[0] !== BER.sequence) throw new ProtocolError('no LDAP message');
  const message = readTlv(bytes, 0, MAX_MESSAGE);
  if (!message) return undefined;
  const [id, operation] = readAll(message.content, MAX_ELEMENTS);
  if (!operation) throw new ProtocolError('an LDAP message without an operation');
  return { value: answerOf(readInteger(id), operation), length: message.end };
};

const RESULTS = new Map<number, LdapResult['kind']>([
  [OPERATION.bindAnswer, 'bind'],
  [OPERATION.done, 'done'],
  [OPERATION.extendedAnswer, 'extended'],
]);

function answerOf(id: number, { tag, content }: Tlv): LdapAnswer {
  if (tag === OPERATION.reference) return { kind: 'reference', id };
  if (tag === OPERATION.entry) return { kind: 'entry', id, attributes: attributesOf(content) };
  const kind = RESULTS.get(tag);
  if (!kind) throw new ProtocolError(`LDAP operation ${tag} is no answer of ours`);
  const [code, , words] = readAll(content, MAX_ELEMENTS);
  if (words?.tag !== BER.octets) throw new ProtocolError('an LDAP result without words');
  return { kind, id, code: readInteger(code, BER.enumerated), text: words.content.toString() };
}

function attributesOf(content: Buffer): Map<string, string[]> {
  const [, list] = readAll(content, MAX_ELEMENTS);
  if (list?.tag !== BER.sequence) throw new ProtocolError('an LDAP entry without attributes');
  const attributes = new Map<string, string[]>();
  for (const attribute of readAll(list.content, MAX_ELEMENTS)) {
    const [name, values] = readAll(attribute.content, MAX_ELEMENTS);
    if (name?.tag !== BER.octets || values?.tag !== BER.set)
      throw new ProtocolError('an LDAP attribute that is none');
    const texts = readAll(values.content, MAX_ELEMENTS).map((value) => value.content.toString());
    attributes.set(name.content.toString().toLowerCase(), texts);
  }
  return attributes;
}

/** Whether a name can be asked for, and be told in a transcript. */
export function isLdapBase(name: string): boolean {
  return transcriptWord(name) !== undefined;
}

const FIXED: readonly LdapRequest[] = [
  { kind: 'bind' },
  { kind: 'unbind' },
  { kind: 'start-tls' },
  { kind: 'root' },
];
const WORDS: Readonly<Record<LdapRequest['kind'], string>> = {
  bind: 'bind anonymous',
  unbind: 'unbind',
  'start-tls': 'StartTLS',
  root: 'search root DSE',
  below: 'search one level sizeLimit=1 typesOnly',
  at: 'search base attributes=1.1',
};

/** Our own requests; each is made again from what was read of it, and has to come out the same. */
export function describeLdap(bytes: Buffer): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const message = readTlv(bytes, at, MAX_MESSAGE);
    if (!message) throw new ProtocolError('not a whole LDAP message');
    found.push(describeOne(bytes.subarray(at, message.end), message));
    at = message.end;
  }
  return found;
}

/** The password is not told. One that is empty would make the bind an anonymous one: RFC 4513, section 5.1.2. */
function describeLogIn(bytes: Buffer, id: number, { content }: Tlv): string | undefined {
  const [, name, secret] = readAll(content, MAX_ELEMENTS);
  const user = name?.content.toString() ?? '';
  const password = secret?.content.toString() ?? '';
  const word = transcriptWord(user);
  const again = encodeLdap(id, { kind: 'bind', account: { user, password } });
  const isOurs = word !== undefined && password !== '' && again.equals(bytes);
  return isOurs ? `bind as ${word} with a password` : undefined;
}

function describeOne(bytes: Buffer, { content }: Tlv): string {
  const [id, operation] = readAll(content, 2);
  const number = readInteger(id);
  for (const request of FIXED)
    if (encodeLdap(number, request).equals(bytes)) return WORDS[request.kind];
  const logIn =
    operation?.tag === OPERATION.bind ? describeLogIn(bytes, number, operation) : undefined;
  if (logIn !== undefined) return logIn;
  const base =
    operation?.tag === OPERATION.search
      ? readTlv(operation.content, 0, MAX_MESSAGE)?.content.toString()
      : undefined;
  const word = base === undefined ? undefined : transcriptWord(base);
  for (const kind of ['below', 'at'] as const)
    if (
      base !== undefined &&
      word !== undefined &&
      encodeLdap(number, { kind, base }).equals(bytes)
    )
      return `${WORDS[kind]} ${word}`;
  throw new ProtocolError('no LDAP request of ours');
}
