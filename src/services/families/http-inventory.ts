/** The inventory of a product over HTTP, by its own file, held to what that file declares as `lists`. */
import type { Dialogue } from '../../protocols/line.ts';
import { httpServices } from '../http-services.ts';
import type { InventoryTask } from '../inventory.ts';
import { HttpTalk } from './http-talk.ts';

/** Well below what one connection of an inventory may bring, which is 4 MB. */
const CARRIES = 3 * 1024 * 1024;

export async function takeHttpInventory(dialogue: Dialogue, task: InventoryTask): Promise<void> {
  const service = httpServices.find(({ id }) => id === task.look.product);
  if (!service?.inventory || !service.lists) return;
  const declares = { id: `${service.id} inventory`, sends: service.lists };
  const talk = new HttpTalk(dialogue, task.tls, declares);
  talk.carry(CARRIES);
  try {
    await service.inventory(talk, task);
  } finally {
    talk.close();
  }
}
