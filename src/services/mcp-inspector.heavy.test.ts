import { expect } from 'vitest';
import { LAB_PASSWORD } from '../../lab/index.ts';
import type { Asked } from '../../test/ask.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const open = {
  product: 'mcp-inspector',
  access: 'open',
  authMethods: ['none'],
  grants: 'code-execution',
} as const;

const keepsQuiet = (asked: Asked): void =>
  expect(JSON.stringify(asked)).not.toContain(LAB_PASSWORD);

// With a token its page hands the token to whoever comes.
looksAtRealServers(
  'mcp-inspector',
  { open: { ...open, version: '2.12.0' }, token: open },
  keepsQuiet,
);

looksAtRealServers('mcp-inspector-0-15', {
  open,
  token: { product: 'mcp-inspector', access: 'protected', grants: null },
});
