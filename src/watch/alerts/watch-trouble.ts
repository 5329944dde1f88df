/** Told of the watch itself: what it could not do must not look like silence. */
import { createHash } from 'node:crypto';
import type { Blackout, Receiver } from '../../model/watch-config.ts';
import type { Session } from '../../store/store.ts';
import { dueAt } from './hold.ts';
import type { Message } from './message.ts';

export type Trouble =
  /** The program was killed in the middle of a run, and the run is not taken up again. */
  | { readonly kind: 'unfinished'; readonly entry: string; readonly run: string }
  | { readonly kind: 'look-failed'; readonly entry: string; readonly run: string }
  | {
      readonly kind: 'coverage-fell';
      readonly entry: string;
      readonly run: string;
      readonly before: number;
      readonly now: number;
    }
  /** A door that a case had shut; `entry` is the case, `run` the plan and the time. */
  | { readonly kind: 'door-open'; readonly entry: string; readonly run: string }
  | { readonly kind: 'receiver-fails'; readonly receiver: string; readonly day: string };

/** What is worth waking somebody for is for whoever is told of this. */
const WORST = 'high';

/**
 * Everybody who takes what is that grave is told, whoever owns what: nobody owns the watch. `maintenance`: of the entry,
 * where the trouble may be the work itself.
 */
export async function tellTrouble(
  session: Session,
  receivers: readonly Receiver[],
  trouble: Trouble,
  now: Date,
  maintenance: readonly Blackout[] = [],
): Promise<void> {
  const created = now.toISOString();
  for (const receiver of receivers) {
    const { name, severities } = receiver;
    if (severities && !severities.includes(WORST)) continue;
    if (trouble.kind === 'receiver-fails' && trouble.receiver === name) continue;
    const message: Message = {
      schema: 'nightlatch/alert/1',
      id: idOf(name, trouble),
      entry: 'entry' in trouble ? trouble.entry : 'watch',
      summary: summaryOf(trouble),
      worst: WORST,
      items: [],
      more: 0,
    };
    const next_at = dueAt(receiver, maintenance, now).toISOString();
    const body = JSON.stringify(message);
    await session.deliveries.add({ id: message.id, receiver: name, created, next_at, body });
  }
}

/** The same trouble is told once. */
function idOf(receiver: string, trouble: Trouble): string {
  const which = 'run' in trouble ? trouble.run : `${trouble.receiver} ${trouble.day}`;
  const text = [receiver, trouble.kind, which].join('\0');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function summaryOf(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'unfinished':
      return `The look at ${trouble.entry} did not finish: Nightlatch was ended in the middle of it. What it did not reach is not known.`;
    case 'look-failed':
      return `The look at ${trouble.entry} failed and says nothing; the log says why.`;
    case 'coverage-fell':
      return `The look at ${trouble.entry} had an answer from ${trouble.now} endpoints; the one before from ${trouble.before}. Something is down, or in the way.`;
    case 'door-open':
      return `The door that case ${trouble.entry} had shut lets strangers in again: nightlatch contain verify says more.`;
    case 'receiver-fails':
      return `The receiver ${trouble.receiver} does not take messages; they are kept and tried again.`;
  }
}
