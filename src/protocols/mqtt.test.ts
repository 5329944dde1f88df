import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import {
  describeMqtt,
  encodeMqttConnect,
  encodeMqttDisconnect,
  encodeMqttSubscribe,
  parseMqttPacket,
  type MqttLevel,
} from './mqtt.ts';

const TOPIC = Buffer.from('$SYS/broker/version').toString('hex');
const SAID = Buffer.from('mosquitto version 2.0.11').toString('hex');

/** From Mosquitto 2.0.11, and for MQTT 5 from the specification. */
const PACKETS: readonly [MqttLevel, string, object][] = [
  [4, '20020005', { kind: 'connack', code: 5, level: 4 }],
  [5, '2006000003210400', { kind: 'connack', code: 0, level: 5 }],
  [4, '9003000180', { kind: 'suback', id: 1, codes: [0x80] }],
  [5, '900400010087', { kind: 'suback', id: 1, codes: [0x87] }],
  [
    4,
    `312d0013${TOPIC}${SAID}`,
    { kind: 'publish', topic: '$SYS/broker/version', payload: 'mosquitto version 2.0.11' },
  ],
  [5, 'e00182', { kind: 'disconnect', code: 0x82 }],
  [4, 'd000', { kind: 'other' }],
];

it.each(PACKETS)('reads, of level %i, %s', (level, hex, value) => {
  expectWhole<unknown>(parseMqttPacket(level), Buffer.from(hex, 'hex'), value);
});

it('refuses lengths that no broker needs', () => {
  const parse = parseMqttPacket(4);
  expect(() => parse(Buffer.from('20ffffff7f', 'hex'), false)).toThrow(ProtocolError);
  expect(() => parse(Buffer.from('20ffffffff', 'hex'), false)).toThrow(ProtocolError);
  expect(() => parse(Buffer.from('200100', 'hex'), false)).toThrow(ProtocolError);
  expect(() => parse(Buffer.from('3003ffff00', 'hex'), false)).toThrow(ProtocolError);
});

const OURS: readonly [Buffer, string][] = [
  [encodeMqttConnect(4), 'CONNECT 3.1.1 without an id'],
  [encodeMqttConnect(5, 'nlab'), 'CONNECT 5 as nlab'],
  [encodeMqttSubscribe(4, 1, '$SYS/broker/version'), 'SUBSCRIBE $SYS/broker/version QoS 0'],
  [encodeMqttSubscribe(5, 2, 'nlab'), 'SUBSCRIBE nlab QoS 0'],
  [encodeMqttSubscribe(4, 3, 'nlab/#/nlcd'), 'SUBSCRIBE nlab/#/nlcd QoS 0'],
  [encodeMqttDisconnect(), 'DISCONNECT'],
];

it('stays calm', () => {
  for (const level of [4, 5] as const)
    expectCalm(
      parseMqttPacket(level),
      PACKETS.map(([, hex]) => Buffer.from(hex, 'hex')),
    );
  expectCalm(
    describeMqtt,
    OURS.map(([bytes]) => bytes),
  );
});

describe('our own packets', () => {
  it('are read back', () => {
    expect(describeMqtt(Buffer.concat(OURS.map(([bytes]) => bytes)))).toEqual(
      OURS.map(([, words]) => words),
    );
  });

  it.each([
    ['a CONNECT with an account', '101000044d51545404c2003c000000016100016200'],
    ['a PUBLISH', '3003000161'],
    ['half a packet', '820a'],
    ['a SUBSCRIBE to two topics', '820b0001000161000001620000'],
  ])('are nothing else: %s', (_name, hex) => {
    expect(() => describeMqtt(Buffer.from(hex, 'hex'))).toThrow(ProtocolError);
  });
});
