/**
 * MQTT brokers, by what they keep of themselves under `$SYS`: https://mosquitto.org/man/mosquitto-8.html. Who is connected
 * is not told there: the host's list of sockets and the broker's log are (`--host`, `--file`).
 */
import { group, type Evidence } from './take.ts';

export const mqtt: Evidence = {
  takes: [
    ...group('clock', { uptime: '$SYS/broker/uptime' }),
    ...group('counters', { broker: '$SYS/#' }),
    ...group('settings', { version: '$SYS/broker/version' }),
  ],
};
