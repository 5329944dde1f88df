import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import {
  describeKafka,
  encodeKafka,
  kafkaVersion,
  parseKafkaAcls,
  parseKafkaApis,
  parseKafkaMechanisms,
  parseKafkaMetadata,
  startsKafkaAnswer,
  type KafkaQuestion,
} from './kafka.ts';

const hex = (...parts: string[]): Buffer => Buffer.from(parts.join(''), 'hex');
const utf8 = (text: string): string => Buffer.from(text).toString('hex');

/** ApiVersions 0: Metadata 0 to 12, SaslHandshake 0 to 1. */
const APIS = hex('00000016', '6e6c0001', '0000', '00000002', '00030000000c', '001100000001');
/** SaslHandshake 1, as Kafka 3.9.1 answers it. */
const MECHANISMS = hex('00000011', '6e6c0001', '0021', '00000001', '0005', utf8('PLAIN'));
/** DescribeAcls 1 of a broker without an authorizer. */
const ACLS = hex('00000010', '6e6c0002', '00000000', '0036', 'ffff', '00000000');
const framed = (body: Buffer): Buffer =>
  Buffer.concat([hex(body.length.toString(16).padStart(8, '0')), body]);

/** Metadata 8: a broker, a cluster id, one topic with one partition, and both fields of rights. */
const METADATA = framed(
  hex(
    '6e6c0003',
    '00000000',
    `00000001000000010009${utf8('127.0.0.1')}00002384ffff`,
    `0004${utf8('abcd')}`,
    '00000001',
    '00000001',
    `0000000a${utf8('customers_')}00`,
    '00000001000000000000000000010000000000000001000000010000000100000001',
    '00000000',
    '00000df8',
    '00000ff8',
  ),
);

it('reads what brokers say', () => {
  expectWhole(parseKafkaApis, APIS, {
    error: 0,
    apis: new Map([
      [3, { min: 0, max: 12 }],
      [17, { min: 0, max: 1 }],
    ]),
  });
  expectWhole(parseKafkaMechanisms, MECHANISMS, { error: 33, mechanisms: ['PLAIN'] });
  expectWhole(parseKafkaAcls(1), ACLS, 54);
  expectWhole(parseKafkaMetadata(2, 8), METADATA, {
    brokers: 1,
    clusterId: 'abcd',
    topicCount: 1,
    topics: [{ name: 'customers_', isInternal: false, partitions: 1, error: 0, rights: 0xdf8 }],
    clusterRights: 0xff8,
  });
  expect(startsKafkaAnswer(APIS)).toBe(true);
  expect(startsKafkaAnswer(ACLS)).toBe(false);
});

it('chooses a version that both know', () => {
  const range = (min: number, max: number): ReadonlyMap<number, { min: number; max: number }> =>
    new Map([[3, { min, max }]]);
  expect(kafkaVersion('metadata', range(0, 12))).toBe(8);
  expect(kafkaVersion('metadata', range(0, 2))).toBe(2);
  expect(kafkaVersion('metadata', range(0, 0))).toBeUndefined();
  expect(kafkaVersion('metadata', range(9, 13))).toBeUndefined();
  expect(kafkaVersion('describeAcls', range(0, 3))).toBeUndefined();
});

it('reads the beginning of a list that is too long', () => {
  const topic = hex('0000', '0001', '61', '00', '00000000', '00000001');
  const size = 400_000;
  const head = METADATA.subarray(0, METADATA.indexOf(hex('0004', utf8('abcd'))) + 6);
  const long = Buffer.concat([
    head,
    hex('00000001', '00007000'),
    ...Array<Buffer>(20_000).fill(topic),
  ]);
  long.writeUInt32BE(size);
  const parsed = parseKafkaMetadata(2, 8)(long, false);
  expect(parsed?.value.topicCount).toBe(0x7000);
  expect(parsed?.value.topics.length).toBeGreaterThan(1000);
  expect(parsed?.value.clusterRights).toBeUndefined();
  expect(parseKafkaMetadata(2, 8)(long.subarray(0, 1000), false)).toBeUndefined();
});

it('refuses sizes and counts that reach beyond the frame', () => {
  expect(() => parseKafkaApis(hex('7fffffff'), false)).toThrow(ProtocolError);
  const many = hex('0000000a', '6e6c0001', '0000', '7fffffff');
  expect(() => parseKafkaApis(many, false)).toThrow(ProtocolError);
  const brokers = hex('0000000c', '6e6c0001', '00000000', '7fffffff');
  expect(() => parseKafkaMetadata(0, 8)(brokers, false)).toThrow(ProtocolError);
  expect(() => parseKafkaApis(hex('00000006', '6e6c0009', '0000'), false)).toThrow(ProtocolError);
});

const QUESTIONS: readonly (readonly [KafkaQuestion, string])[] = [
  [{ kind: 'apiVersions' }, 'ApiVersions'],
  [{ kind: 'describeAcls', version: 1, principal: 'nlab' }, 'DescribeAcls of User:nlab'],
  [{ kind: 'describeAcls', version: 0, principal: 'nlab' }, 'DescribeAcls of User:nlab'],
  [{ kind: 'metadata', version: 8, topic: 'nlab:' }, 'Metadata of nlab:'],
  [{ kind: 'metadata', version: 1, topic: undefined }, 'Metadata of all topics'],
  [{ kind: 'saslHandshake', version: 1, mechanism: 'nlab' }, 'SaslHandshake nlab'],
];

const encoded = (question: KafkaQuestion): Buffer => encodeKafka('nightlatch-1', [question]);

it('stays calm', () => {
  expectCalm(parseKafkaApis, [APIS]);
  expectCalm(parseKafkaMechanisms, [MECHANISMS]);
  expectCalm(parseKafkaAcls(1), [ACLS]);
  for (const version of [1, 4, 8]) expectCalm(parseKafkaMetadata(2, version), [METADATA]);
  expectCalm(
    describeKafka,
    QUESTIONS.map(([question]) => encoded(question)),
  );
});

describe('our own questions', () => {
  it('are read back', () => {
    const bytes = encodeKafka(
      'nightlatch-1',
      QUESTIONS.map(([question]) => question),
    );
    expect(describeKafka(bytes)).toEqual(QUESTIONS.map(([, words]) => words));
  });

  it.each([
    ['a topic that could be created', encoded({ kind: 'metadata', version: 1, topic: 'orders' })],
    ['somebody’s rights', encoded({ kind: 'describeAcls', version: 1, principal: 'alice' })],
    ['Fetch', hex('00000014', '00010000', '00000001', '000a', utf8('nightlatch'))],
    ['another name', encodeKafka('kafka-console', [{ kind: 'apiVersions' }])],
    ['half a request', encoded({ kind: 'apiVersions' }).subarray(0, 9)],
  ])('are nothing else: %s', (_name, bytes) => {
    expect(() => describeKafka(bytes)).toThrow(ProtocolError);
  });

  it('never let a topic be created', () => {
    const bytes = encoded({ kind: 'metadata', version: 4, topic: 'nlab:' });
    bytes[bytes.length - 1] = 1;
    expect(() => describeKafka(bytes)).toThrow(ProtocolError);
  });
});
