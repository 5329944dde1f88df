/** Codes of CONNACK: section 3.2.2.3 of MQTT 3.1.1, and section 3.2.2.2 of MQTT 5. */
import type { Access } from '../../model/access.ts';
import type { MqttLevel, MqttPacket } from '../../protocols/mqtt.ts';

const IDENTIFIER_REJECTED = 2;
const IDENTIFIER_NOT_VALID = 0x85;
const UNACCEPTABLE_VERSION = 1;
const UNSUPPORTED_VERSION = 0x84;

interface Refusal {
  readonly codes: readonly number[];
  readonly words: string;
  readonly access: Access;
  readonly reason: string;
}

const ASKS = 'It refuses a client without an account';
const BUSY = 'It serves nobody at present';

export const REFUSALS: readonly Refusal[] = [
  { codes: [5, 0x87], words: 'not authorized', access: 'protected', reason: ASKS },
  { codes: [4, 0x86], words: 'bad user name or password', access: 'protected', reason: ASKS },
  { codes: [0x8c], words: 'bad authentication method', access: 'protected', reason: ASKS },
  {
    codes: [0x8a],
    words: 'banned',
    access: 'denied',
    reason: 'It has banned our address',
  },
  { codes: [3, 0x88], words: 'server unavailable', access: 'unknown', reason: BUSY },
  { codes: [0x89, 0x97, 0x9f], words: 'server busy', access: 'unknown', reason: BUSY },
];

/** The level to connect with once more; `undefined` where another CONNECT would change nothing. */
export function wantsAnotherConnect(answer: MqttPacket): MqttLevel | undefined {
  if (answer.kind !== 'connack') return undefined;
  if (answer.code === UNACCEPTABLE_VERSION || answer.code === UNSUPPORTED_VERSION) return 5;
  const wantsId = answer.code === IDENTIFIER_REJECTED || answer.code === IDENTIFIER_NOT_VALID;
  return wantsId ? 4 : undefined;
}
