import type { ServiceHeader } from '../service.ts';

export const rethinkdb: ServiceHeader = {
  id: 'rethinkdb',
  title: 'RethinkDB, its driver port',
  family: 'rethinkdb',
  sends: [
    'handshake 1.0',
    'handshake 0.4 without a key',
    'handshake 0.4 with a random key',
    'dbList',
  ],
  verdicts: ['passwordless', 'protected', 'identified', 'decoy', 'unknown'],
  verified: 'Never seen: answers built from the vendor’s description of the protocol',
};
