/**
 * Kafka's binary protocol, as far as five harmless questions need it, in versions without tagged fields.
 *
 *     request  = size(4) key(2) version(2) correlation(4) client-id body
 *     response = size(4) correlation(4) body
 *
 * https://kafka.apache.org/protocol.html
 */
import { ProtocolError, type Parse } from './codec.ts';
import { describeSasl } from './kafka-sasl.ts';
import { Fields, bytes32, frames, text16, u16, u32, u8 } from './fields.ts';

export const KAFKA_API = {
  metadata: 3,
  saslHandshake: 17,
  apiVersions: 18,
  describeAcls: 29,
  saslAuthenticate: 36,
} as const;

const NULL_TEXT = u16(0xff_ff);
const NULL_ARRAY = u32(0xff_ff_ff_ff);
const ANY = 1;
const SIZE_BYTES = 4;
const HEADER_BYTES = 8;
const MAX_REQUEST = 4096;
const MAX_SMALL = 64 * 1024;
/** A cluster with thousands of partitions says more than one connection may bring: of such, the beginning is read. */
const MAX_METADATA = 256 * 1024;
const BEGINNING = 128 * 1024;
/** The first correlation number of ours; the others follow it. */
const FIRST = 0x6e_6c_00_01;

/** The highest version of each question that has no tagged fields, which is also the highest asked here. */
const HIGHEST = { metadata: 8, describeAcls: 1, saslHandshake: 1 } as const;
/** From this version on a broker can be told not to create what it is asked for. */
const NO_AUTO_CREATION = 4;
const WITH_RIGHTS = 8;

export type KafkaQuestion =
  | { readonly kind: 'apiVersions' }
  /** All topics, or one whose name no topic can have: a colon is not allowed in it. */
  | { readonly kind: 'metadata'; readonly version: number; readonly topic: string | undefined }
  /** Of one principal, that of nobody: where it is answered, nothing comes back. */
  | { readonly kind: 'describeAcls'; readonly version: number; readonly principal: string }
  /** A mechanism that does not exist, so that the broker lists those that do; or that of the log-in that follows. */
  | { readonly kind: 'saslHandshake'; readonly version: number; readonly mechanism: string }
  | { readonly kind: 'saslAuthenticate'; readonly payload: string };

/** The version to ask in, or `undefined` where the broker has none in common with us. */
export function kafkaVersion(
  question: keyof typeof HIGHEST,
  apis: ReadonlyMap<number, KafkaRange>,
): number | undefined {
  const range = apis.get(KAFKA_API[question]);
  const lowest = question === 'metadata' ? 1 : 0;
  if (!range || range.min > HIGHEST[question] || range.max < lowest) return undefined;
  return Math.min(HIGHEST[question], range.max);
}

export interface KafkaRange {
  readonly min: number;
  readonly max: number;
}

function bodyOf(question: KafkaQuestion): Buffer {
  switch (question.kind) {
    case 'apiVersions':
      return Buffer.alloc(0);
    case 'metadata': {
      const { topic, version } = question;
      const topics = topic === undefined ? NULL_ARRAY : Buffer.concat([u32(1), text16(topic)]);
      const creation = version >= NO_AUTO_CREATION ? [u8(0)] : [];
      const rights = version >= WITH_RIGHTS ? [u8(1, 1)] : [];
      return Buffer.concat([topics, ...creation, ...rights]);
    }
    case 'describeAcls': {
      const pattern = question.version > 0 ? [u8(ANY)] : [];
      const principal = text16(`User:${question.principal}`);
      return Buffer.concat([u8(ANY), NULL_TEXT, ...pattern, principal, NULL_TEXT, u8(ANY, ANY)]);
    }
    case 'saslHandshake':
      return text16(question.mechanism);
    case 'saslAuthenticate':
      return bytes32(question.payload);
  }
}

/** All in one packet; a broker answers them in order. `from` counts the questions that were asked on the line before. */
export function encodeKafka(
  clientId: string,
  questions: readonly KafkaQuestion[],
  from = 0,
): Buffer {
  return Buffer.concat(
    questions.map((question, index) => {
      const version = 'version' in question ? question.version : 0;
      const header = [u16(KAFKA_API[question.kind]), u16(version), u32(FIRST + from + index)];
      return bytes32(Buffer.concat([...header, text16(clientId), bodyOf(question)]));
    }),
  );
}

/** What a broker answers to the first question of a line begins like this, whatever it thinks of it. */
export function startsKafkaAnswer(bytes: Buffer): boolean {
  return (
    bytes.length >= HEADER_BYTES &&
    bytes.readUInt32BE(0) <= MAX_SMALL &&
    bytes.readUInt32BE(SIZE_BYTES) === FIRST
  );
}

/** Parses the answer to the question of this number on its line. */
function answer<T>(number: number, read: (fields: Fields) => T): Parse<T> {
  return (bytes) => {
    if (bytes.length < SIZE_BYTES) return undefined;
    const size = sizeOf(bytes, MAX_SMALL);
    if (bytes.length < SIZE_BYTES + size) return undefined;
    const fields = new Fields(bytes.subarray(SIZE_BYTES, SIZE_BYTES + size));
    checkNumber(fields, number);
    return { value: read(fields), length: SIZE_BYTES + size };
  };
}

function sizeOf(bytes: Buffer, most: number): number {
  const size = bytes.readUInt32BE(0);
  if (size > most) throw new ProtocolError(`a Kafka answer of ${size} bytes`);
  return size;
}

function checkNumber(fields: Fields, number: number): void {
  if (fields.u32() !== FIRST + number) throw new ProtocolError('a Kafka answer to something else');
}

function* counted(fields: Fields): Generator<number> {
  const count = fields.i32();
  // Each entry takes a byte at least, so that what is left bounds them.
  if (count > fields.left) throw new ProtocolError(`${count} entries in ${fields.left} bytes`);
  for (let index = 0; index < count; index += 1) yield index;
}

function nullableText(fields: Fields): string | null {
  const length = fields.i16();
  return length < 0 ? null : fields.text(length);
}

export interface KafkaApis {
  readonly error: number;
  readonly apis: ReadonlyMap<number, KafkaRange>;
}

export const parseKafkaApis: Parse<KafkaApis> = answer(0, (fields) => {
  const error = fields.i16();
  const apis = new Map<number, KafkaRange>();
  for (const _ of counted(fields)) {
    const key = fields.i16();
    apis.set(key, { min: fields.i16(), max: fields.i16() });
  }
  return { error, apis };
});

/** The error alone: nobody's rights are not looked at. */
export function parseKafkaAcls(number: number): Parse<number> {
  return answer(number, (fields) => {
    fields.i32();
    return fields.i16();
  });
}

export interface KafkaMechanisms {
  readonly error: number;
  readonly mechanisms: readonly string[];
}

export const parseKafkaMechanisms: Parse<KafkaMechanisms> = answer(0, (fields) => {
  const error = fields.i16();
  const mechanisms: string[] = [];
  for (const _ of counted(fields)) mechanisms.push(fields.text16());
  return { error, mechanisms };
});

export interface KafkaSasl {
  readonly error: number;
  readonly payload: string;
}

/** The words that come with an error are not looked at. */
export const parseKafkaSasl: Parse<KafkaSasl> = answer(0, (fields) => {
  const error = fields.i16();
  nullableText(fields);
  const length = fields.i32();
  return { error, payload: length < 0 ? '' : fields.text(length) };
});

export interface KafkaTopic {
  readonly name: string;
  readonly partitions: number;
  /** The broker's own: offsets of groups, transactions. */
  readonly isInternal: boolean;
  readonly error: number;
  readonly rights: number | undefined;
}

export interface KafkaMetadata {
  readonly brokers: number;
  readonly clusterId: string | null;
  /** How many topics the broker says it lists; `topics` has those of the beginning only where that is long. */
  readonly topicCount: number;
  readonly topics: readonly KafkaTopic[];
  readonly clusterRights: number | undefined;
}

export function parseKafkaMetadata(number: number, version: number): Parse<KafkaMetadata> {
  return (bytes) => {
    if (bytes.length < SIZE_BYTES) return undefined;
    const size = bytes.readUInt32BE(0);
    const isLong = size > MAX_METADATA;
    const length = SIZE_BYTES + (isLong ? BEGINNING : size);
    if (bytes.length < length) return undefined;
    const fields = new Fields(bytes.subarray(SIZE_BYTES, length));
    checkNumber(fields, number);
    return { value: metadataOf(fields, version, isLong), length };
  };
}

function metadataOf(fields: Fields, version: number, isLong: boolean): KafkaMetadata {
  if (version >= 3) fields.i32();
  let brokers = 0;
  for (const _ of counted(fields)) {
    fields.i32();
    fields.text16();
    fields.i32();
    nullableText(fields);
    brokers += 1;
  }
  const clusterId = version >= 2 ? nullableText(fields) : null;
  fields.i32();
  const topicCount = fields.i32();
  if (topicCount > fields.left && !isLong)
    throw new ProtocolError(`${topicCount} topics in ${fields.left} bytes`);
  const topics = topicsOf(fields, { version, topicCount, isLong });
  const isWhole = topics.length === Math.max(0, topicCount);
  const clusterRights = isWhole && version >= WITH_RIGHTS ? rightsOf(fields) : undefined;
  return { brokers, clusterId, topicCount, topics, clusterRights };
}

interface Listing {
  readonly version: number;
  readonly topicCount: number;
  readonly isLong: boolean;
}

function topicsOf(fields: Fields, { version, topicCount, isLong }: Listing): KafkaTopic[] {
  const topics: KafkaTopic[] = [];
  try {
    while (topics.length < topicCount) topics.push(topicOf(fields, version));
  } catch (error) {
    // The beginning of a long list ends in the middle of a topic.
    if (!(isLong && error instanceof ProtocolError)) throw error;
  }
  return topics;
}

function topicOf(fields: Fields, version: number): KafkaTopic {
  const error = fields.i16();
  const name = fields.text16();
  const isInternal = fields.u8() !== 0;
  let partitions = 0;
  for (const _ of counted(fields)) {
    partitions += 1;
    fields.i16();
    fields.take(8 + (version >= 7 ? 4 : 0));
    const lists = version >= 5 ? 3 : 2;
    for (let list = 0; list < lists; list += 1) fields.take(fields.i32() * 4);
  }
  return {
    name,
    isInternal,
    partitions,
    error,
    rights: version >= WITH_RIGHTS ? rightsOf(fields) : undefined,
  };
}

/** The lowest number stands for “not asked”. */
function rightsOf(fields: Fields): number | undefined {
  const bits = fields.i32();
  return bits < 0 ? undefined : bits;
}

export function describeKafka(bytes: Buffer): string[] {
  const requests = frames(bytes, (start) =>
    bytes.length - start < SIZE_BYTES ? 0 : SIZE_BYTES + bytes.readUInt32BE(start),
  );
  return requests.map((request) => {
    if (request.length > MAX_REQUEST) throw new ProtocolError('a Kafka request that is not ours');
    const fields = new Fields(request.subarray(SIZE_BYTES));
    const key = fields.i16();
    const version = fields.i16();
    fields.u32();
    if (!/^nightlatch[\w.-]{0,100}$/.test(fields.text16()))
      throw new ProtocolError('a Kafka request under another name');
    const words = describeBody(key, version, fields);
    fields.end();
    return words;
  });
}

function describeBody(key: number, version: number, fields: Fields): string {
  if (key === KAFKA_API.apiVersions && version === 0) return 'ApiVersions';
  if (key === KAFKA_API.metadata && version <= HIGHEST.metadata)
    return describeMetadata(version, fields);
  if (key === KAFKA_API.describeAcls && version <= HIGHEST.describeAcls)
    return describeAcls(version, fields);
  if (key === KAFKA_API.saslHandshake && version <= HIGHEST.saslHandshake)
    return `SaslHandshake ${fields.text16()}`;
  if (key === KAFKA_API.saslAuthenticate && version === 0)
    return describeSasl(fields.text(fields.i32()));
  throw new ProtocolError('a Kafka request that is not ours');
}

function describeMetadata(version: number, fields: Fields): string {
  const count = fields.i32();
  // In version 0 an empty list means all topics, and from 1 on a missing one does; version 0 is never asked.
  if (version < 1 || count > 1 || count === 0)
    throw new ProtocolError('a Kafka Metadata request that is not ours');
  const topic = count < 0 ? undefined : fields.text16();
  if (topic !== undefined && !topic.includes(':'))
    throw new ProtocolError('a Kafka topic that could be created');
  if (version >= NO_AUTO_CREATION && fields.u8() !== 0)
    throw new ProtocolError('a Kafka Metadata request that may create');
  if (version >= WITH_RIGHTS) fields.take(2);
  return topic === undefined ? 'Metadata of all topics' : `Metadata of ${topic}`;
}

function describeAcls(version: number, fields: Fields): string {
  fields.u8();
  const name = nullableText(fields);
  if (version > 0) fields.u8();
  const principal = fields.text16();
  const host = nullableText(fields);
  fields.take(2);
  if (name !== null || host !== null || !principal.startsWith('User:nl'))
    throw new ProtocolError('Kafka rights of somebody');
  return `DescribeAcls of ${principal}`;
}
