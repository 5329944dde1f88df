import { expect } from 'vitest';
import { looksAtRealServers } from '../../test/real-servers.ts';

const mongod = {
  product: 'mongodb',
  protocol: 'mongodb',
  version: '3.6.8',
  seenAs: '127.0.0.1',
} as const;

looksAtRealServers(
  'mongod',
  {
    open: { ...mongod, access: 'open', plaintext: true },
    password: { ...mongod, access: 'protected', plaintext: true },
    tls: { ...mongod, access: 'open', plaintext: false },
  },
  ({ control, tls }, state) => {
    expect(tls?.offered ?? false).toBe(state === 'tls');
    expect(control).toEqual([
      { asked: 'a command that does not exist', answered: 'code 59 CommandNotFound' },
    ]);
  },
);
