/**
 * Tells a receiver again of what is still open and nobody took: `escalate_after` its opening, and each such time after
 * that. Somebody took it who accepted it, or to whom it was assigned since it opened.
 */
import { createHash } from 'node:crypto';
import type { Tracked } from '../../model/tracked.ts';
import { SEVERITIES } from '../../model/verdict.ts';
import { milliseconds, type Receiver } from '../../model/watch-config.ts';
import type { KeptFinding } from '../../store/findings.ts';
import type { Session, Store } from '../../store/store.ts';
import { dueAt } from './hold.ts';
import { itemOf, type Message } from './message.ts';
import { isFor, MOST_ITEMS } from './route.ts';

const PAGE = 200;

export interface EscalationFacts {
  readonly receivers: readonly Receiver[];
  /** Who answers for an entry. */
  readonly ownerOf: (entry: string) => string | undefined;
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
  { ownerOf }: EscalationFacts,
  now: Date,
): Promise<void> {
  const mark = `escalated:${receiver.name}`;
  const last = (await session.changes.markOf(mark)) || now.getTime();
  await session.changes.setMark(mark, now.getTime());
  const due: KeptFinding[] = [];
  for await (const kept of openFindings(session)) {
    if (!isDue(kept, every, last, now.getTime())) continue;
    const source = { entry: kept.entry, run: '', owner: ownerOf(kept.entry) };
    const news = { change: changeOf(kept), tracked: kept };
    if (isFor(receiver, news, source) && !(await isTaken(session, kept))) due.push(kept);
  }
  const [worst] = due;
  if (!worst) return;
  const items = due
    .slice(0, MOST_ITEMS)
    .map((tracked) => itemOf({ change: changeOf(tracked), tracked }));
  const message: Message = {
    schema: 'nightlatch/alert/1',
    id: createHash('sha256').update(`${mark}\0${now.getTime()}`).digest('hex').slice(0, 32),
    entry: worst.entry,
    summary: `Still open, and nobody took ${due.length === 1 ? 'it' : `them: ${due.length}`}. The worst is ${worst.finding.severity}: ${worst.finding.title}`,
    worst: worst.finding.severity,
    items,
    more: due.length - items.length,
  };
  const created = now.toISOString();
  const next_at = dueAt(receiver, [], now).toISOString();
  const body = JSON.stringify(message);
  await session.deliveries.add({ id: message.id, receiver: receiver.name, created, next_at, body });
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
