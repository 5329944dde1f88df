/** MQTT: nobody speaks before the client's CONNECT. */
import { lookInClear } from '../in-clear.ts';
import { askConnect, mqtt as header } from '../mqtt/header.ts';
import { takeMqttInventory } from '../mqtt/inventory.ts';
import { lookAtMqtt } from '../mqtt/look.ts';
import type { Family } from '../service.ts';

const CONNACK = 0x20;
/** Both versions: flags, of which one bit has a meaning, and the code. */
const SHORTEST = 2;

export const mqtt: Family = {
  id: 'mqtt',
  sends: header.sends,
  opening: { name: 'mqtt', ask: askConnect },
  recognises: (answer, question) =>
    question === 'mqtt' &&
    answer[0] === CONNACK &&
    (answer[1] ?? 0) >= SHORTEST &&
    (answer[2] ?? SHORTEST) < SHORTEST,
  inventory: takeMqttInventory,
  logsIn: true,
  look: (dialogue, opening) => lookInClear(mqtt, { dialogue, opening }, lookAtMqtt),
};
