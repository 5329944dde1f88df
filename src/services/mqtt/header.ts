/**
 * MQTT brokers. A CONNECT without an account is no log-in; what a broker then gives is asked of its own topic
 * `$SYS/broker/version`, which holds no message of its users. A granted subscription proves nothing where the broker
 * drops messages in silence (an ACL of Mosquitto): only a message that came, or a broker that was seen to refuse
 * some topics and grant others, does. No id of another client is used, nothing is published.
 * https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html
 */
import type { Dialogue, Line } from '../../protocols/line.ts';
import { encodeMqttConnect } from '../../protocols/mqtt.ts';
import type { ServiceHeader } from '../service.ts';

export const mqtt: ServiceHeader = {
  id: 'mqtt',
  title: 'MQTT brokers',
  family: 'mqtt',
  sends: [
    'CONNECT 3.1.1 without an id',
    'CONNECT 3.1.1 as {nonce}',
    'CONNECT 5 as {nonce}',
    'SUBSCRIBE $SYS/broker/version QoS 0',
    'SUBSCRIBE {nonce} QoS 0',
    'SUBSCRIBE {nonce}/#/{nonce} QoS 0',
    'DISCONNECT',
  ],
  lists: [
    'CONNECT 3.1.1 without an id with an account',
    'CONNECT 3.1.1 as {nonce} with an account',
    'CONNECT 5 as {nonce} with an account',
    'DISCONNECT',
  ],
  verdicts: [
    'open',
    'partial',
    'protected',
    'denied',
    'identified',
    'tls-only',
    'decoy',
    'unknown',
  ],
  verified:
    'Mosquitto 2.0.11, real server: open, password, ACL, TLS; MQTT 5 and other brokers from the specification',
};

export function askConnect(_dialogue: Dialogue, line: Line): void {
  line.send('mqtt', encodeMqttConnect(4));
}
