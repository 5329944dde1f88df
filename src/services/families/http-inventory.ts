/** The inventory of a product over HTTP, by its own file, held to what that file declares as `lists`. */
import type { Dialogue } from '../../protocols/line.ts';
import { httpServices } from '../http-services.ts';
import type { InventoryTask, LogIn } from '../inventory.ts';
import { HttpCredential } from './http-credential.ts';
import { HttpTalk } from './http-talk.ts';

/** Well below what one connection of an inventory may bring, which is 4 MB. */
const CARRIES = 3 * 1024 * 1024;

export async function takeHttpInventory(dialogue: Dialogue, task: InventoryTask): Promise<void> {
  const service = httpServices.find(({ id }) => id === task.look.product);
  if (!service?.inventory || !service.lists) return;
  const authorization = task.logIn && authorizationOf(service.id, task.logIn);
  const [scheme] = authorization?.split(' ', 1) ?? [];
  const declares = {
    id: scheme === undefined ? `${service.id} inventory` : `${service.id} inventory, ${scheme}`,
    sends: scheme === undefined ? service.lists : withCredentials(service.lists, scheme),
  };
  const talk = new HttpTalk(dialogue, task.tls, declares).as(
    authorization === undefined ? undefined : new HttpCredential(authorization),
  );
  talk.carry(CARRIES);
  try {
    await service.inventory(talk, task);
  } finally {
    talk.close();
  }
}

/** Where a token goes under another name than Bearer. */
const SCHEMES: Readonly<Record<string, string>> = {
  // https://docs.influxdata.com/influxdb/v2/api/v2/#section/Authentication
  influxdb: 'Token',
  // https://www.elastic.co/docs/deploy-manage/api-keys/elasticsearch-api-keys
  elasticsearch: 'ApiKey',
};

function authorizationOf(product: string, { user, password, token }: LogIn): string {
  if (token !== undefined) return `${SCHEMES[product] ?? 'Bearer'} ${token}`;
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Each request that is declared, as it is with credentials and no other way. */
function withCredentials(lists: readonly string[], scheme: string): string[] {
  const bare = lists.filter((line) => !line.endsWith(' credentials'));
  return bare.map((line) => `${line} with ${scheme} credentials`);
}
