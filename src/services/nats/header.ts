/**
 * NATS. The server greets with INFO, which says whether TLS and credentials are wanted; a `no_auth_user` may let a
 * stranger in all the same, so that PONG decides and not the greeting. A subscription to a subject that nobody uses
 * shows whether that user may read; it is ended at once, and nothing is published.
 * https://docs.nats.io/reference/reference-protocols/nats-protocol
 */
import type { ServiceHeader } from '../service.ts';

export const nats: ServiceHeader = {
  id: 'nats',
  title: 'NATS',
  family: 'nats',
  sends: ['CONNECT without credentials', 'PING', 'SUB {nonce}', 'UNSUB', '{nonce}'],
  lists: ['CONNECT of an owner', 'PING'],
  verdicts: ['open', 'partial', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified:
    'nats-server 2.9.10, real server: open, password, no_auth_user, limited, TLS, client certificate',
};
