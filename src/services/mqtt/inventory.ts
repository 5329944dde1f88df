/**
 * What an account of the owner's finds in an MQTT broker: that it is let in. The protocol has no list of topics; they
 * show in messages alone, and none is received for an inventory.
 * https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html
 */
import type { Dialogue } from '../../protocols/line.ts';
import { encodeMqttConnect, encodeMqttDisconnect } from '../../protocols/mqtt.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { connect } from './connect.ts';
import { mqtt } from './header.ts';

const declares = { id: 'mqtt inventory', sends: mqtt.lists ?? [] };

export async function takeMqttInventory(
  all: Dialogue,
  { into, logIn, tls }: InventoryTask,
): Promise<void> {
  if (!logIn) return;
  const dialogue = all.speaking(declares);
  const first = await dialogue.open({ tls });
  first.send('mqtt', encodeMqttConnect(4, '', logIn));
  const { line, answer } = await connect(dialogue, first, logIn);
  try {
    if (answer.kind !== 'connack' || answer.code !== 0) return into.missed(MISSED.refused);
    line.send('mqtt', encodeMqttDisconnect());
    into.listed();
    into.missed('MQTT has no list of topics, and no message was received.');
  } finally {
    line.close();
  }
}
