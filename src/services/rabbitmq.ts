/**
 * The management interface of RabbitMQ. Its page is for anybody; what it shows asks for an account, always.
 * https://www.rabbitmq.com/docs/management
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const OVERVIEW = '/api/overview';

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
  grants: 'metadata',
});
