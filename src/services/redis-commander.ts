/**
 * Redis Commander. Its page is the same in every state; its list of connections is not, and whoever gets it gets the
 * stores behind it. https://github.com/joeferner/redis-commander
 */
import { httpProduct } from './families/http-product.ts';
import { listOf, titleOf } from './families/http-shapes.ts';
import { field } from './families/http-talk.ts';

export const redisCommander = httpProduct({
  id: 'redis-commander',
  title: 'Redis Commander',
  verified: 'Redis Commander 0.9.0, real server',
  recognise: ({ root }) => /^Redis Commander\b/.test(titleOf(root)),
  proofs: [
    {
      path: '/connections',
      shows: ({ json }) => listOf(field(json, 'connections'), 'connections', 'label', 'conId'),
    },
    {
      path: '/config',
      shows: ({ json }) =>
        field(json, 'sidebarWidth') === undefined ? undefined : 'the settings of its page',
    },
  ],
  grants: 'read-write',
});
