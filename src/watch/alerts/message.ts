/** What is told of changes: the words, once for all receivers. Every word is ours; names of assets are the only others. */
import { untrusted } from '../../model/untrusted.ts';
import type { Change, ChangeKind, Tracked } from '../../model/tracked.ts';

/** One change with the finding that it is about. */
export interface News {
  readonly change: Change;
  readonly tracked: Tracked;
}

export interface Item {
  readonly finding: string;
  readonly kind: ChangeKind;
  readonly severity: string;
  readonly title: string;
  readonly asset: string;
  readonly why: string;
  readonly remedy: string;
  readonly owner: string | null;
  readonly at: string;
  /** Since when it is open, as far as looks can tell. */
  readonly openSince: string;
}

/** What goes to one receiver at one time; the same id means the same message. */
export interface Message {
  readonly schema: 'nightlatch/alert/1';
  readonly id: string;
  readonly entry: string;
  readonly summary: string;
  readonly worst: string;
  readonly items: readonly Item[];
  /** Further changes that stand in no item: a storm is one digest. */
  readonly more: number;
}

/** What opens or shuts a door is told; that somebody was assigned is not. */
const TOLD: Readonly<Record<ChangeKind, string | undefined>> = {
  opened: 'open',
  reopened: 'open again',
  'severity-changed': 'weighs differently',
  'acceptance-ended': 'no longer accepted',
  'mute-ended': 'open, and no longer muted',
  resolved: 'shut',
  verified: undefined,
  accepted: undefined,
  muted: undefined,
  assigned: undefined,
  moved: undefined,
};

export function isTold({ kind }: Change): boolean {
  return TOLD[kind] !== undefined;
}

export function itemOf({ change, tracked }: News): Item {
  const { finding, owner, windows } = tracked;
  const { title, asset, why, remedy } = finding;
  const { kind, severity, at } = change;
  return {
    finding: finding.id,
    kind,
    severity,
    title,
    asset: untrusted(asset, 120),
    why,
    remedy,
    owner,
    at,
    openSince: windows.at(-1)?.firstOpen ?? at,
  };
}

/** One line for a subject or a notification. */
export function summaryOf(items: readonly Item[], more: number): string {
  const [first] = items;
  if (items.length === 1 && more === 0 && first)
    return `${first.severity}: ${first.title} at ${first.asset} is ${TOLD[first.kind] ?? first.kind}`;
  const count = (kinds: readonly ChangeKind[]): number =>
    items.filter(({ kind }) => kinds.includes(kind)).length;
  const opened = count(['opened', 'reopened', 'acceptance-ended', 'mute-ended']);
  const shut = count(['resolved']);
  const parts = [
    ...(opened > 0 ? [`${opened} open`] : []),
    ...(shut > 0 ? [`${shut} shut`] : []),
    ...(items.length - opened - shut > 0 ? [`${items.length - opened - shut} changed`] : []),
    ...(more > 0 ? [`${more} more`] : []),
  ];
  return `${parts.join(', ')}; the worst is ${first?.severity ?? 'unknown'}`;
}

export function lineOf({ kind, severity, title, asset, remedy }: Item): string {
  const word = TOLD[kind] ?? kind;
  const what = `${severity}: ${title} at ${asset} is ${word}`;
  return kind === 'resolved' ? what : `${what}. ${remedy}`;
}
