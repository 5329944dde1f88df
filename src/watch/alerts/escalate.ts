/**
 * Tells a receiver again of what is still open and nobody took: `escalate_after` its opening, and each such time after
 * that. Somebody took it who accepted it, or to whom it was assigned since it opened. What is muted waits for the end of
 * that, and what is in maintenance for the end of that.
 */
import { createHash } from 'node:crypto';
import { isMuted } from '../../findings/lifecycle.ts';
import type { Tracked } from '../../model/tracked.ts';
import { SEVERITIES } from '../../model/verdict.ts';
import { milliseconds, type Blackout, type Receiver } from '../../model/watch-config.ts';
import type { KeptFinding } from '../../store/findings.ts';
import type { Session, Store } from '../../store/store.ts';
import { dueAt } from './hold.ts';
import { itemOf, type Message } from './message.ts';
import { isFor, MOST_ITEMS } from './route.ts';

const PAGE = 200;

export interface EscalationFacts {
  readonly receivers: readonly Receiver[];
  /** Who answers for an entry, and when nobody is told of it. */
  readonly entryOf: (name: string) =>
    | {
        readonly owner?: string | undefined;
        readonly maintenance?: readonly Blackout[] | undefined;
      }
    | undefined;
}

export async function escalate(store: Store, facts: EscalationFacts, now: Date): Promise<void> {
  for (const receiver of facts.receivers) {
    const { escalate_after: after } = receiver;
    if (after === undefined) continue;
    await store.transaction((session) =>
      escalateTo(session, receiver, milliseconds(after), facts, now),
    );
  }
}

async function escalateTo(
  session: Session,
  receiver: Receiver,
  every: number,
  { entryOf }: EscalationFacts,
  now: Date,
): Promise<void> {
  const mark = `escalated:${receiver.name}`;
  const last = (await session.changes.markOf(mark)) || now.getTime();
  await session.changes.setMark(mark, now.getTime());
  /** By when it may be told. */
  const due = new Map<string, KeptFinding[]>();
  for await (const kept of openFindings(session)) {
    if (isMuted(kept, now.toISOString()) || !isDue(kept, every, last, now.getTime())) continue;
    const { owner, maintenance = [] } = entryOf(kept.entry) ?? {};
    const source = { entry: kept.entry, run: '', owner };
    const news = { change: changeOf(kept), tracked: kept };
    if (!isFor(receiver, news, source) || (await isTaken(session, kept))) continue;
    const at = dueAt(receiver, maintenance, now).toISOString();
    due.set(at, [...(due.get(at) ?? []), kept]);
  }
  for (const [at, its] of due) await tell(session, receiver, its, { mark, at, now });
}

async function tell(
  session: Session,
  { name: receiver }: Receiver,
  due: readonly KeptFinding[],
  { mark, at: next_at, now }: { mark: string; at: string; now: Date },
): Promise<void> {
  const [worst] = due;
  if (!worst) return;
  const items = due
    .slice(0, MOST_ITEMS)
    .map((tracked) => itemOf({ change: changeOf(tracked), tracked }));
  const message: Message = {
    schema: 'nightlatch/alert/1',
    id: createHash('sha256')
      .update([mark, now.getTime(), next_at].join('\0'))
      .digest('hex')
      .slice(0, 32),
    entry: worst.entry,
    summary: `Still open, and nobody took ${due.length === 1 ? 'it' : `them: ${due.length}`}. The worst is ${worst.finding.severity}: ${worst.finding.title}`,
    worst: worst.finding.severity,
    items,
    more: due.length - items.length,
  };
  const created = now.toISOString();
  const body = JSON.stringify(message);
  await session.deliveries.add({ id: message.id, receiver, created, next_at, body });
}

/** A whole number of intervals has passed since the last time that this was asked. */
function isDue({ windows }: Tracked, every: number, last: number, now: number): boolean {
  const opened = Date.parse(windows.at(-1)?.firstOpen ?? '');
  return Math.floor((now - opened) / every) > Math.max(0, Math.floor((last - opened) / every));
}

/** An owner of before it opened again took another opening. */
async function isTaken(
  { changes }: Session,
  { finding, owner, windows }: Tracked,
): Promise<boolean> {
  if (owner === null) return false;
  const opened = windows.at(-1)?.firstOpen ?? '';
  const all = await changes.ofFinding(finding.id);
  return all.some(({ kind, at }) => kind === 'assigned' && at >= opened);
}

function changeOf({ finding, windows }: Tracked): Parameters<typeof itemOf>[0]['change'] {
  const { id, severity } = finding;
  const at = windows.at(-1)?.firstOpen ?? '';
  return { kind: 'opened', finding: id, at, severity, before: null, by: null, note: '' };
}

/** Worst first. */
async function* openFindings({ findings }: Session): AsyncGenerator<KeptFinding> {
  let after: Parameters<typeof findings.page>[2];
  for (;;) {
    const page = await findings.page({ states: ['open'] }, PAGE, after);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    const { severity, score, id } = last.finding;
    after = { rank: SEVERITIES.indexOf(severity), score: score.value, id };
  }
}
