import type { Dialogue, Line } from '../../protocols/line.ts';
import {
  encodeMqttConnect,
  parseMqttPacket,
  type MqttAccount,
  type MqttLevel,
  type MqttPacket,
} from '../../protocols/mqtt.ts';
import { wantsAnotherConnect } from './refusals.ts';

interface Connected {
  readonly line: Line;
  readonly level: MqttLevel;
  readonly answer: MqttPacket;
}

/** As we opened, or once more where the broker wants another version or an id of ours: neither is about an account. */
export async function connect(
  dialogue: Dialogue,
  first: Line,
  account?: MqttAccount,
): Promise<Connected> {
  const answer = await first.read(parseMqttPacket(4));
  const wanted = wantsAnotherConnect(answer);
  if (wanted === undefined) return { line: first, level: 4, answer };
  first.close();
  const line = await dialogue.open({ tls: first.encrypted });
  line.send('mqtt', encodeMqttConnect(wanted, dialogue.nonce(), account));
  return { line, level: wanted, answer: await line.read(parseMqttPacket(wanted)) };
}
