/** Writes what has to be told into the transaction of the changes themselves. */
import type { Change } from '../../model/tracked.ts';
import type { Receiver } from '../../model/watch-config.ts';
import type { Session } from '../../store/store.ts';
import { dueAt } from './hold.ts';
import { isTold, type News } from './message.ts';
import { messagesFor, type Source } from './route.ts';

export async function tellOf(
  session: Session,
  changes: readonly Change[],
  receivers: readonly Receiver[],
  source: Source,
): Promise<void> {
  const news: News[] = [];
  const told = changes.filter(isTold);
  const about = await session.findings.byIds(new Set(told.map(({ finding }) => finding)));
  for (const change of told) {
    const tracked = about.get(change.finding);
    if (tracked) news.push({ change, tracked });
  }
  const now = new Date();
  const created = now.toISOString();
  for (const { receiver, message } of messagesFor(receivers, news, source)) {
    const body = JSON.stringify(message);
    const held = receivers.find(({ name }) => name === receiver);
    const next_at = held ? dueAt(held, source.maintenance ?? [], now).toISOString() : created;
    await session.deliveries.add({ id: message.id, receiver, created, next_at, body });
  }
}
