import type { z } from 'zod';
import { DataClass } from '../../model/inventory.ts';
import type { SignInConfig } from '../../model/server-config.ts';
import type { ExposureWindow, Tracked } from '../../model/tracked.ts';
import { SEVERITIES } from '../../model/verdict.ts';
import type { DayCount } from '../../store/figures.ts';
import { endpoint } from '../endpoint.ts';
import type { Facts } from '../facts.ts';
import { Overview, SettingsShape } from '../shapes.ts';

const tag = 'overview';
const DAY = 86_400_000;
const TREND_DAYS = 30;
/** Findings that times are taken of: the newest, so that a page costs the same after years. */
const MOST_TIMED = 1000;
const TIMED_DAYS = 90;
const LATEST_RUNS = 5;
const MEDIAN = 0.5;
const MOST = 0.9;

type Answer = z.input<typeof Overview>;

const OPENS = new Set(['opened', 'reopened']);

/** Goes back from what is open now, since changes are kept and states of former days are not. */
export function trendOf(days: readonly DayCount[], openNow: number, now: Date): Answer['trend'] {
  let open = openNow;
  const trend: Answer['trend'] = [];
  for (let back = 0; back < TREND_DAYS; back += 1) {
    const day = new Date(now.getTime() - back * DAY).toISOString().slice(0, 10);
    const its = days.filter((each) => each.day === day);
    const count = (isIts: (kind: string) => boolean): number =>
      its.filter(({ kind }) => isIts(kind)).reduce((sum, each) => sum + each.count, 0);
    const opened = count((kind) => OPENS.has(kind));
    const closed = count((kind) => kind === 'resolved');
    trend.unshift({ day, opened, closed, open });
    open = Math.max(0, open - opened + closed);
  }
  return trend;
}

export function spreadOf(seconds: readonly number[]): Answer['timeToDetect'] {
  if (seconds.length === 0) return null;
  const sorted = seconds.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return { count: sorted.length, medianSeconds: at(MEDIAN), p90Seconds: at(MOST) };
}

function secondsBetween(from: string | null, to: string | null): number[] {
  if (from === null || to === null) return [];
  return [Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000)];
}

function spreads(timed: readonly Tracked[]): Pick<Answer, 'timeToDetect' | 'timeToShut'> {
  const windows: ExposureWindow[] = timed.flatMap((each) => each.windows);
  return {
    timeToDetect: spreadOf(
      windows.flatMap(({ lastShutBefore, firstOpen }) => secondsBetween(lastShutBefore, firstOpen)),
    ),
    timeToShut: spreadOf(
      windows.flatMap(({ firstOpen, firstShut }) => secondsBetween(firstOpen, firstShut)),
    ),
  };
}

function oldestOf(tracked: Tracked | undefined): Answer['oldest'] {
  const firstOpen = tracked?.windows.at(-1)?.firstOpen;
  if (!tracked || firstOpen === undefined) return null;
  const { id, title, asset, severity } = tracked.finding;
  return { id, title, asset, severity, firstOpen };
}

async function overview({ store, progress, now: clock }: Facts): Promise<Answer> {
  const now = clock();
  const since = (days: number): string => new Date(now.getTime() - days * DAY).toISOString();
  const tallies = await store.findings.counts({ states: ['open', 'accepted'] });
  const classes = await store.dataMap.counts();
  const days = await store.figures.changesByDay(since(TREND_DAYS).slice(0, 10));
  const timed = await store.figures.openedSince(since(TIMED_DAYS), MOST_TIMED);
  const deliveries = await store.figures.deliveriesByState();
  const jobs = await store.jobs.all();
  const countOf = (severity: string, state: string): number =>
    tallies.find((each) => each.severity === severity && each.state === state)?.count ?? 0;
  const storesOf = (of: string, isIts: (authentication: string) => boolean): number =>
    classes
      .filter((each) => each.class === of && isIts(each.authentication))
      .reduce((sum, { count }) => sum + count, 0);
  return {
    at: now.toISOString(),
    bySeverity: SEVERITIES.map((severity) => ({
      severity,
      open: countOf(severity, 'open'),
      accepted: countOf(severity, 'accepted'),
    })),
    byClass: DataClass.options
      .map((of) => ({
        class: of,
        stores: storesOf(of, () => true),
        open: storesOf(of, (authentication) => authentication === 'none'),
      }))
      .filter(({ stores }) => stores > 0),
    oldest: oldestOf(await store.figures.oldestOpen()),
    trend: trendOf(
      days,
      tallies.reduce((sum, { count }) => sum + count, 0),
      now,
    ),
    ...spreads(timed),
    assets: await store.figures.assets(),
    deadLetters: deliveries['dead'] ?? 0,
    latestRuns: await store.runs.latest(LATEST_RUNS),
    running: [...progress()],
    next: jobs
      .map(({ name, next_at: at }) => ({ entry: name, at }))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  };
}

function signInOf(config: SignInConfig | undefined): z.input<typeof SettingsShape>['signIn'] {
  if (!config) return null;
  const { issuer, label, client_id: clientId, role_claim: roleClaim = null, roles = null } = config;
  return { issuer, label, clientId, roleClaim, roles };
}

export const overviewRoutes = [
  endpoint({
    method: 'get',
    path: '/overview',
    id: 'getOverview',
    summary: 'What is open now, since when, and how fast it is noticed',
    tag,
    needs: 'read',
    answer: Overview,
    handle: ({ facts }) => overview(facts),
  }),
  endpoint({
    method: 'get',
    path: '/settings',
    id: 'getSettings',
    summary: 'What this Nightlatch is and stands on',
    tag,
    needs: 'read',
    answer: SettingsShape,
    handle: ({ facts: { version, store, vantage, entries, receivers, elsewhere } }) =>
      Promise.resolve({
        version,
        store: store.kind,
        vantage: vantage ?? null,
        entries: entries.length,
        receivers: receivers.length,
        signIn: signInOf(elsewhere?.config),
      }),
  }),
];
