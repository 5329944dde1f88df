import { expect, it } from 'vitest';
import { withServers } from '../../lab/testing.ts';
import { looksAtRealServer } from '../../test/real-servers.ts';

const langgraph = { product: 'langgraph', version: '0.16.7' } as const;

// Its usual port, 2024, is taken on some machines by what runs them; a known product takes no more connections there.
withServers('langgraph')('a real langgraph on an odd port', () => {
  it.each([
    ['open', { access: 'open', authMethods: ['none'], grants: 'read-write' }],
    ['password', { access: 'protected', grants: null }],
  ] as const)('in state %s', async (state, expected) => {
    const stand = { product: 'langgraph', state, port: 'odd' } as const;
    const { connections } = await looksAtRealServer(stand, { ...langgraph, ...expected });
    expect(connections).toBeLessThanOrEqual(3);
  });
});
