import { looksAtRealServers } from '../../test/real-servers.ts';

const open = {
  product: 'chroma',
  version: '1.0.0',
  access: 'open',
  grants: 'read-write',
  authMethods: ['none'],
  control: [
    { asked: 'GET a path that does not exist', answered: 'HTTP 404' },
    { asked: 'GET a path that does not exist beside it', answered: 'HTTP 404' },
  ],
} as const;

looksAtRealServers('chroma', { open, empty: open });
