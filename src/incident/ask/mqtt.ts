/**
 * MQTT 3.1.1. A question is a topic filter below `$SYS`, where a broker tells of itself; the answer is what it keeps there.
 * No topic of its users is subscribed to. https://mosquitto.org/man/mosquitto-8.html (broker status)
 */
import { randomBytes } from 'node:crypto';
import { WireError, type Line } from '../../protocols/line.ts';
import {
  encodeMqttConnect,
  encodeMqttSubscribe,
  parseMqttPacket,
  type MqttPacket,
} from '../../protocols/mqtt.ts';
import type { Session } from '../../wire/session.ts';
import { AskError, inSession, talkTo, type Access, type Answer, type Asker } from './asker.ts';
import { tabSafe } from './mariadb.ts';

const LEVEL = 4;
const OWN_TOPICS = /^\$SYS\//;
/** Milliseconds: what is kept follows the acknowledgement at once. */
const MESSAGE_WAIT = 300;
const MOST_MESSAGES = 5000;
const REFUSED = 0x80;

export async function askMqtt(access: Access): Promise<Asker> {
  return await inSession(access, async (session) => await opened(session, access));
}

async function opened(session: Session, access: Access): Promise<Asker> {
  const line = await talkTo(session).open({ tls: access.tls });
  const { user, password } = access;
  const account = user === undefined ? undefined : { user, password: password ?? '' };
  const id = `nightlatch-${randomBytes(4).toString('hex')}`;
  const answer = await line.ask(
    'mqtt',
    encodeMqttConnect(LEVEL, id, account),
    parseMqttPacket(LEVEL),
  );
  if (answer.kind !== 'connack' || answer.code !== 0)
    throw new AskError(answer.kind === 'connack' ? `CONNACK ${answer.code}` : 'no CONNACK');
  let asked = 0;
  return {
    async ask(question) {
      if (!OWN_TOPICS.test(question)) throw new AskError('only topics of the broker are asked for');
      asked += 1;
      line.send('mqtt', encodeMqttSubscribe(LEVEL, asked, question));
      return answerOf(await keptMessages(line, asked, !/[#+]/.test(question)));
    },
    [Symbol.asyncDispose]: async () => await session[Symbol.asyncDispose](),
  };
}

async function keptMessages(line: Line, id: number, isOne: boolean): Promise<[string, string][]> {
  const messages: [string, string][] = [];
  let isGranted = false;
  for (let read = 0; read < MOST_MESSAGES; read += 1) {
    const packet = await next(line, isGranted ? MESSAGE_WAIT : undefined);
    if (!packet) break;
    if (packet.kind === 'publish') messages.push([packet.topic, packet.payload]);
    // A topic without a wildcard keeps one message.
    if (isOne && isGranted && messages.length > 0) break;
    if (packet.kind === 'suback' && packet.id === id) {
      if (packet.codes.some((code) => code >= REFUSED)) throw new AskError('SUBACK 128');
      isGranted = true;
    }
  }
  return messages;
}

async function next(line: Line, wait: number | undefined): Promise<MqttPacket | undefined> {
  try {
    return await line.read(parseMqttPacket(LEVEL), wait);
  } catch (error) {
    if (error instanceof WireError && error.fault === 'timed-out') return undefined;
    throw error;
  }
}

function answerOf(rows: readonly (readonly string[])[]): Answer {
  const text = rows.map((row) => `${row.map(tabSafe).join('\t')}\n`).join('');
  return { text, rows, cut: rows.length >= MOST_MESSAGES };
}
