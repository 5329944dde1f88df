/**
 * NATS, by its greeting. Who is connected it tells at its monitoring port alone (`/connz`), which is a door of its own;
 * the host's list of sockets tells it too (`--host`). https://docs.nats.io/reference/reference-protocols/nats-protocol#info
 */
import { group, type Evidence } from './take.ts';

export const nats: Evidence = { takes: group('settings', { greeting: 'INFO' }) };
