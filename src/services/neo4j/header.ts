import type { ServiceHeader } from '../service.ts';

export const neo4j: ServiceHeader = {
  id: 'neo4j',
  title: 'Neo4j over Bolt',
  family: 'bolt',
  sends: [
    'handshake',
    'HELLO',
    'HELLO none',
    'LOGON none',
    'RUN MATCH (n) RETURN count(n) mode=r',
    'PULL n=1',
    'PULL_ALL',
    'RUN CALL {nonce} mode=r',
    'HELLO basic {user}',
    'LOGON basic {user}',
    'GOODBYE',
  ],
  verdicts: ['open', 'default-password', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified:
    'Neo4j 5.26.0, real server (its own jars): open, password, TLS; Bolt 3 and 4 from the specification',
};
