import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { describeAmqp, encodeAmqp, encodeAmqpHeader, parseAmqp, type AmqpRequest } from './amqp.ts';
import {
  describeAmqp1,
  encodeAmqp1Init,
  encodeAmqp1Open,
  encodeAmqp1Sasl,
  parseAmqp1,
} from './amqp1.ts';
import { ProtocolError } from './codec.ts';

const hex = (...parts: string[]): Buffer => Buffer.from(parts.join(''), 'hex');
const utf8 = (text: string): string => Buffer.from(text).toString('hex');
const long = (text: string): string => (text.length / 2).toString(16).padStart(8, '0') + text;
const short = (text: string): string => text.length.toString(16).padStart(2, '0') + utf8(text);
const method = (...parts: string[]): Buffer => hex('010000', long(parts.join('')), 'ce');

/** In the manner of RabbitMQ 3.10.8: capabilities, then texts. */
const START = method(
  '000a000a',
  '0009',
  long(
    `${short('capabilities')}46${long(`${short('basic.nack')}7401`)}` +
      `${short('product')}53${long(utf8('RabbitMQ'))}${short('n')}490000000a`,
  ),
  long(utf8('PLAIN AMQPLAIN')),
  long(utf8('en_US')),
);
const CLOSE = method('000a0032', '0193', short('ACCESS_REFUSED'), '000a000b');
const ANSWERS: readonly [Buffer, object][] = [
  [
    START,
    {
      kind: 'start',
      properties: new Map([['product', 'RabbitMQ']]),
      mechanisms: ['PLAIN', 'AMQPLAIN'],
    },
  ],
  [CLOSE, { kind: 'close', code: 403, text: 'ACCESS_REFUSED' }],
  [hex(utf8('AMQP'), '00000901'), { kind: 'header', id: 0, version: '0-9-1' }],
  [method('000a001e', '07ff00020000003c'), { kind: 'tune', limits: hex('07ff00020000003c') }],
  [method('000a0029', '00'), { kind: 'open-ok' }],
  [hex('08000000000000ce'), { kind: 'other' }],
];

it.each(ANSWERS)('reads answer %# of AMQP 0-9-1', (bytes, value) => {
  expectWhole<unknown>(parseAmqp, bytes, value);
});

it('refuses what no broker of 0-9-1 says', () => {
  for (const bytes of [
    hex('0100007fffffff'),
    hex('0100000000000000'),
    method('000a000a', '0009', '7fffffff'),
    method('000a000a', '0009', long(`${short('a')}51`)),
    Buffer.from('HTTP/1.1'),
  ])
    expect(() => parseAmqp(bytes, false)).toThrow(ProtocolError);
});

/** ActiveMQ 5.18.3 sends an array of mechanisms; others send one alone. */
const ANSWERS_1: readonly [Buffer, object][] = [
  [hex(utf8('AMQP'), '03010000'), { kind: 'header', layer: 3 }],
  [
    hex('0000002302010000', '005340c01501e01202a3', short('PLAIN'), short('ANONYMOUS')),
    { kind: 'mechanisms', mechanisms: ['PLAIN', 'ANONYMOUS'] },
  ],
  [
    hex('0000001502010000', '005340c00801a3', short('PLAIN')),
    { kind: 'mechanisms', mechanisms: ['PLAIN'] },
  ],
  [hex('0000001002010000', '005344c003015003'), { kind: 'outcome', code: 3 }],
  [hex('0000000802000000'), { kind: 'other' }],
];

it.each(ANSWERS_1)('reads answer %# of AMQP 1.0', (bytes, value) => {
  bytes.writeUInt32BE(
    bytes.toString('latin1', 0, 4) === 'AMQP' ? bytes.readUInt32BE() : bytes.length,
  );
  expectWhole<unknown>(parseAmqp1, bytes, value);
});

it('reads what a broker of 1.0 says of itself', () => {
  const pairs = `a3${short('product')}a1${short('ActiveMQ')}a3${short('version')}a1${short('5.18.3')}`;
  const map = `c1${(pairs.length / 2 + 1).toString(16).padStart(2, '0')}04${pairs}`;
  const fields = `a1${short('id')}${'40'.repeat(8)}${map}`;
  const list = `c0${(fields.length / 2 + 1).toString(16).padStart(2, '0')}0a${fields}`;
  const bytes = hex('0000000002000000', '005310', list);
  bytes.writeUInt32BE(bytes.length);
  expectWhole<unknown>(parseAmqp1, bytes, {
    kind: 'open',
    properties: new Map([
      ['product', 'ActiveMQ'],
      ['version', '5.18.3'],
    ]),
  });
});

it('refuses what no broker of 1.0 says', () => {
  const deep = hex('0000000002000000', '00531000000000000000000000000000');
  deep.writeUInt32BE(deep.length);
  const many = hex('0000001102010000', '005340d00000000400ffffff'.slice(0, 18));
  many.writeUInt32BE(many.length);
  for (const bytes of [hex('7fffffff02010000'), hex('0000000902000000ff'), deep, many])
    expect(() => parseAmqp1(bytes, false)).toThrow(ProtocolError);
});

const REQUESTS: readonly (readonly [AmqpRequest, string])[] = [
  [{ kind: 'start-ok', agent: 'nightlatch/1' }, 'Connection.StartOk ANONYMOUS'],
  [
    { kind: 'start-ok', agent: 'n', account: { user: 'guest', password: 'hunter2' } },
    'Connection.StartOk PLAIN guest',
  ],
  [{ kind: 'tune-ok', limits: Buffer.alloc(8) }, 'Connection.TuneOk'],
  [{ kind: 'open', host: '/' }, 'Connection.Open /'],
  [{ kind: 'channel-open' }, 'Channel.Open'],
  [{ kind: 'exchange-exists', exchange: 'amq.direct' }, 'Exchange.Declare passive amq.direct'],
  [{ kind: 'close' }, 'Connection.Close'],
];
const OURS = encodeAmqp(...REQUESTS.map(([request]) => request));

it('stays calm', () => {
  expectCalm(
    parseAmqp,
    ANSWERS.map(([bytes]) => bytes),
  );
  expectCalm(
    parseAmqp1,
    ANSWERS_1.map(([bytes]) => bytes),
  );
  expectCalm(describeAmqp, [OURS, encodeAmqpHeader()]);
  expectCalm(describeAmqp1, [encodeAmqp1Init('ANONYMOUS'), encodeAmqp1Open('n')]);
});

describe('our own requests', () => {
  it('are read back, without a password', () => {
    expect(describeAmqp(encodeAmqpHeader())).toEqual(['AMQP 0-9-1']);
    expect(describeAmqp(OURS)).toEqual(REQUESTS.map(([, words]) => words));
    expect(describeAmqp1(encodeAmqp1Sasl())).toEqual(['AMQP 1.0 SASL']);
    expect(describeAmqp1(encodeAmqp1Init('nlab'))).toEqual(['sasl-init nlab']);
    expect(describeAmqp1(encodeAmqp1Open('n'))).toEqual(['AMQP 1.0', 'open']);
  });

  it('never make an exchange', () => {
    const bytes = encodeAmqp({ kind: 'exchange-exists', exchange: 'x' });
    bytes[bytes.length - 6] = 0;
    expect(() => describeAmqp(bytes)).toThrow(ProtocolError);
  });

  it.each([
    ['Queue.Declare', method('0032000a', '00000000')],
    ['half a frame', OURS.subarray(0, 20)],
  ])('are nothing else: %s', (_name, bytes) => {
    expect(() => describeAmqp(bytes)).toThrow(ProtocolError);
  });

  it('attach no link in AMQP 1.0', () => {
    const attach = hex('0000000002000000', '005312c00401a1', short('q'));
    attach.writeUInt32BE(attach.length);
    expect(() => describeAmqp1(attach)).toThrow(ProtocolError);
  });
});
