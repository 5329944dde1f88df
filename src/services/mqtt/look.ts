/** The conversation with an MQTT broker. */
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import {
  encodeMqttDisconnect,
  encodeMqttSubscribe,
  parseMqttPacket,
  type MqttLevel,
  type MqttPacket,
} from '../../protocols/mqtt.ts';
import type { Look, Opening } from '../service.ts';
import { connect } from './connect.ts';
import { judge, judgeRefusal, type Answers } from './verdict.ts';

const VERSION_TOPIC = '$SYS/broker/version';
const ID = { version: 1, nobodys: 2, control: 3 } as const;
/** Milliseconds: a retained message follows its SUBACK at once, where it follows at all. */
const MESSAGE_WAIT = 700;
const MOST_PACKETS = 16;

export async function lookAtMqtt(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const { line, level, answer } = await connect(dialogue, opening.line);
  const plaintext = line.encrypted ? null : true;
  if (answer.kind !== 'connack' || answer.code !== 0)
    return judgeRefusal(answer, { level, plaintext });
  const subscribed = await subscribe(dialogue, line, level);
  const control = await askInvalid(dialogue, line, level);
  if (line.usable) line.send('mqtt', encodeMqttDisconnect());
  return judge({ ...subscribed, control }, plaintext);
}

async function subscribe(
  dialogue: Dialogue,
  line: Line,
  level: MqttLevel,
): Promise<Omit<Answers, 'control'>> {
  const version = encodeMqttSubscribe(level, ID.version, VERSION_TOPIC);
  const nobodys = encodeMqttSubscribe(level, ID.nobodys, dialogue.nonce());
  line.send('mqtt', Buffer.concat([version, nobodys]));
  const granted = new Map<number, boolean>();
  let message: string | undefined;
  for (let read = 0; read < MOST_PACKETS; read += 1) {
    const acknowledged = granted.size === 2;
    if (acknowledged && (message !== undefined || granted.get(ID.version) === false)) break;
    const packet = await next(line, level, acknowledged ? MESSAGE_WAIT : dialogue.timeout);
    if (!packet) break;
    if (packet.kind === 'suback') granted.set(packet.id, isGranted(packet));
    if (packet.kind === 'publish' && packet.topic === VERSION_TOPIC) message = packet.payload;
  }
  return { versionTopic: granted.get(ID.version), nobodysTopic: granted.get(ID.nobodys), message };
}

/** `#` may stand last only (section 4.7.1.2), so that no broker may grant this filter. */
async function askInvalid(
  dialogue: Dialogue,
  line: Line,
  level: MqttLevel,
): Promise<Answers['control']> {
  if (!line.usable) return 'hung up before';
  const filter = `${dialogue.nonce()}/#/${dialogue.nonce()}`;
  line.send('mqtt', encodeMqttSubscribe(level, ID.control, filter));
  for (let read = 0; read < MOST_PACKETS; read += 1) {
    const packet = await next(line, level, dialogue.timeout);
    if (!packet) return line.usable ? 'silence' : 'hung up';
    if (packet.kind === 'disconnect') return 'hung up';
    if (packet.kind === 'suback' && packet.id === ID.control)
      return isGranted(packet) ? 'granted' : 'refused';
  }
  return 'silence';
}

/** A code of 0x80 and above refuses the filter. */
function isGranted({ codes }: { readonly codes: readonly number[] }): boolean {
  return codes.length > 0 && codes.every((code) => code < 0x80);
}

/** The next packet, or `undefined` where none came in time or the broker hung up. */
async function next(
  line: Line,
  level: MqttLevel,
  timeout: number,
): Promise<MqttPacket | undefined> {
  try {
    return await line.read(parseMqttPacket(level), timeout);
  } catch (error) {
    const isEnd =
      error instanceof WireError && ['closed', 'reset', 'timed-out'].includes(error.fault);
    if (isEnd) return undefined;
    throw error;
  }
}
