/** What a broker says of itself in Connection.Start. */
import type { AuthMethod } from '../../model/observation.ts';
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import type { Look } from '../service.ts';

export type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

const METHODS: Readonly<Record<string, AuthMethod>> = {
  PLAIN: 'cleartext',
  AMQPLAIN: 'cleartext',
  EXTERNAL: 'client-certificate',
  ANONYMOUS: 'none',
};

export function methodsOf(mechanisms: readonly string[]): AuthMethod[] {
  const isScram = (mechanism: string): boolean => mechanism.startsWith('SCRAM-');
  return [
    ...new Set(
      mechanisms.map((mechanism) => METHODS[mechanism] ?? (isScram(mechanism) ? 'scram' : 'other')),
    ),
  ];
}

const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/^RabbitMQ$/i, 'rabbitmq'],
  [/^LavinMQ$/i, 'lavinmq'],
  [/artemis/i, 'artemis'],
  [/^ActiveMQ$/i, 'activemq'],
  [/qpid/i, 'qpid'],
];

/** Product and version as the broker gives them; a product that nobody knows is told by its own words alone. */
export function namedBy(properties: ReadonlyMap<string, string>): Facts {
  const product = properties.get('product') ?? '';
  const known = PRODUCTS.find(([pattern]) => pattern.test(product))?.[1] ?? null;
  return {
    product: known,
    version: known === null ? null : untrustedVersion(properties.get('version')),
    ...(product !== '' && { says: { broker: untrusted(product) } }),
  };
}
