/** Who is told of what: by severity and owner, one message a receiver and run, a storm as one digest. Pure. */
import { createHash } from 'node:crypto';
import { isMuted } from '../../findings/lifecycle.ts';
import { SEVERITIES } from '../../model/verdict.ts';
import type { Blackout, Receiver } from '../../model/watch-config.ts';
import { isTold, itemOf, summaryOf, type Message, type News } from './message.ts';

/** More changes than these in one message are counted and not listed. */
export const MOST_ITEMS = 20;

export interface Addressed {
  readonly receiver: string;
  readonly message: Message;
}

export interface Source {
  readonly entry: string;
  readonly run: string;
  /** Who answers for the entry, where a finding has no owner of its own. */
  readonly owner: string | undefined;
  /** When nobody is told of the entry before they are over. */
  readonly maintenance?: readonly Blackout[] | undefined;
}

export function messagesFor(
  receivers: readonly Receiver[],
  news: readonly News[],
  source: Source,
): Addressed[] {
  const told = news
    .filter(({ change, tracked }) => isTold(change) && !isMuted(tracked, change.at))
    .toSorted(byWeight);
  return receivers.flatMap((receiver) => {
    const its = told.filter((each) => isFor(receiver, each, source));
    if (its.length === 0) return [];
    const items = its.slice(0, MOST_ITEMS).map(itemOf);
    const more = its.length - items.length;
    const message: Message = {
      schema: 'nightlatch/alert/1',
      id: idOf(receiver.name, source.run),
      entry: source.entry,
      summary: summaryOf(items, more),
      worst: items[0]?.severity ?? 'info',
      items,
      more,
    };
    return [{ receiver: receiver.name, message }];
  });
}

/** The same run tells a receiver the same thing once, whatever happens in between. */
function idOf(receiver: string, run: string): string {
  return createHash('sha256').update(`${receiver}\0${run}`).digest('hex').slice(0, 32);
}

export function isFor(
  { severities, owners }: Receiver,
  { change, tracked }: News,
  source: Source,
): boolean {
  const weight = change.before ?? change.severity;
  const matches = severities?.some((each) => each === change.severity || each === weight) ?? true;
  const owner = tracked.owner ?? source.owner;
  return matches && (!owners || (owner !== undefined && owners.includes(owner)));
}

function byWeight(a: News, b: News): number {
  return (
    SEVERITIES.indexOf(a.change.severity) - SEVERITIES.indexOf(b.change.severity) ||
    b.tracked.finding.score.value - a.tracked.finding.score.value
  );
}
