/**
 * The management interface of RabbitMQ. Its page is for anybody; what it shows asks for an account, always.
 * https://www.rabbitmq.com/docs/management
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';
import { exactAt } from './families/http-listed.ts';
import { MOST_LISTED } from './inventory.ts';

const OVERVIEW = '/api/overview';

/** The fullest first. https://www.rabbitmq.com/docs/http-api-reference */
const QUEUES = `/api/queues?page=1&page_size=${MOST_LISTED}&sort=messages&sort_reverse=true&columns=vhost,name,messages,message_bytes`;

function nameOfQueue(queue: unknown): string | undefined {
  const name = textField(queue, 'name');
  const host = textField(queue, 'vhost') ?? '/';
  return host === '/' || name === undefined ? name : `${host}/${name}`;
}

export const rabbitmq = httpProduct({
  id: 'rabbitmq',
  title: 'RabbitMQ',
  verified: 'RabbitMQ 3.10.8 with its management plugin, real server',
  recognise({ root, shared }) {
    const told = shared.get(OVERVIEW);
    if (told) {
      const realm = told.headers.get('www-authenticate') ?? '';
      return (
        /realm="RabbitMQ Management"/i.test(realm) ||
        textField(told.json, 'rabbitmq_version') !== undefined
      );
    }
    return titleOf(root) === 'RabbitMQ Management' && 'maybe';
  },
  tells: { path: OVERVIEW },
  proofs: [
    {
      path: OVERVIEW,
      shows: ({ json }) =>
        textField(json, 'rabbitmq_version') !== undefined && textField(json, 'node') !== undefined
          ? 'its queues and connections in numbers'
          : undefined,
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(OVERVIEW)?.json, 'rabbitmq_version')),
  inventory: nameLists({
    ask: { path: QUEUES },
    kind: 'queue',
    at: ['items'],
    name: nameOfQueue,
    rows: (queue) => exactAt(queue, 'messages'),
    bytes: (queue) => exactAt(queue, 'message_bytes'),
  }),
  grants: 'metadata',
});
