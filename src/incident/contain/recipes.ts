/** Which ways there are to shut which product. */
import { awsSecurityGroup } from './aws-security-group.ts';
import { clickhousePassword } from './clickhouse.ts';
import { dockerUser } from './docker-user.ts';
import { elasticsearchSecurity } from './elasticsearch.ts';
import { etcdAuth } from './etcd.ts';
import { mariadbPasswords } from './mariadb.ts';
import { mqttAccounts } from './mqtt.ts';
import { natsPassword } from './nats.ts';
import { nftables } from './nftables.ts';
import { postgresqlRules } from './postgresql.ts';
import type { Recipe, Settings } from './recipe.ts';
import { redisPassword } from './redis.ts';

const LAYERS: readonly Recipe[] = [nftables, dockerUser];
const PRODUCTS: Readonly<Record<string, readonly Recipe[]>> = {
  redis: [redisPassword],
  valkey: [redisPassword],
  postgresql: [postgresqlRules],
  mariadb: [mariadbPasswords],
  clickhouse: [clickhousePassword],
  elasticsearch: [elasticsearchSecurity],
  etcd: [etcdAuth],
  mqtt: [mqttAccounts],
  nats: [natsPassword],
};
const RECIPES = [...LAYERS, awsSecurityGroup, ...Object.values(PRODUCTS).flat()];

/** Why a product has no plan of its own, and what it then takes for good. */
const NOTES: Readonly<Record<string, string>> = {
  ferretdb:
    'FerretDB takes its settings when it starts: the firewall shuts it now; for good it has to be started again with authentication, by whoever runs it',
  mongodb:
    'MongoDB asks for a log-in only after a restart: the firewall shuts it now; for good make an administrator first, then security.authorization: enabled in mongod.conf, and restart it',
  opensearch:
    'OpenSearch reads its security plugin and certificates when it starts: the firewall shuts it now; for good it has to be set up with them and started again, by whoever runs it',
  memcached:
    'Memcached has no setting that asks for a password while it runs, and a restart empties it: the firewall shuts it now; for good it has to listen on -l 127.0.0.1, or be started with -Y FILE',
};

export const recipesFor = (
  product: string,
  { group }: Pick<Settings, 'group'>,
): readonly Recipe[] => [
  ...(PRODUCTS[product] ?? []),
  ...LAYERS,
  ...(group === null ? [] : [awsSecurityGroup]),
];

export const recipeNamed = (name: string): Recipe | undefined =>
  RECIPES.find((recipe) => recipe.name === name);

/** For a product that only the firewall can shut. */
export function noteFor(product: string): string | undefined {
  if (PRODUCTS[product] !== undefined) return undefined;
  return (
    NOTES[product] ??
    'no setting of this product is known here: the firewall shuts it now; for good it needs a password or another address, by whoever runs it'
  );
}
