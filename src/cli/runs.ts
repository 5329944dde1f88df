/** `nightlatch runs` and `runs diff`. */
import { diffOf, type RunDiff, type SeenAsset } from '../findings/run-diff.ts';
import { UsageError } from '../model/errors.ts';
import { untrusted } from '../model/untrusted.ts';
import type { KeptRun } from '../store/runs.ts';
import { openStore, type Store } from '../store/store.ts';
import { EXIT } from './exit.ts';
import { wantsJson } from './knowledge.ts';
import { print } from './outputs.ts';
import type { RunsOptions } from './store-commands.ts';
import { whereOf } from './store-place.ts';
import { say } from './terminal.ts';

const MOST_LISTED = 50;
/** Characters of an id that are enough to tell runs apart. */
const SHORT = 8;

export async function listRuns({ data, entry, format }: RunsOptions): Promise<number> {
  await using store = await openStore(whereOf(data));
  const runs = await store.runs.latest(MOST_LISTED, { entry });
  if (wantsJson(format)) await print(`${JSON.stringify(runs, null, 2)}\n`);
  else if (runs.length === 0) say('There is no run yet: "nightlatch serve" records them.');
  else await print(`${runs.map(lineOf).join('\n')}\n`);
  return EXIT.clean;
}

export async function diffRuns(
  before: string,
  after: string,
  { data, format }: RunsOptions,
): Promise<number> {
  await using store = await openStore(whereOf(data));
  const [earlier, later] = [await runNamed(store, before), await runNamed(store, after)];
  const diff = diffOf(
    await store.observations.assetsOf(earlier.id),
    await store.observations.assetsOf(later.id),
  );
  const whole = { before: earlier, after: later, ...diff };
  await print(`${wantsJson(format) ? JSON.stringify(whole, null, 2) : wordsFor(diff, later)}\n`);
  return EXIT.clean;
}

async function runNamed(store: Store, start: string): Promise<KeptRun> {
  const found = await store.runs.startingWith(start, 2);
  const [only] = found;
  if (!only) throw new UsageError(`there is no run ${start}: "nightlatch runs" lists them`);
  if (found.length > 1) throw new UsageError(`more than one run begins with ${start}: write more`);
  return only;
}

function lineOf({
  id,
  entry,
  started,
  finished,
  interrupted,
  depth,
  endpoints,
  open,
}: KeptRun): string {
  const state = finished === null ? 'under way' : interrupted ? 'interrupted' : 'done';
  return `${id.slice(0, SHORT)}  ${started}  ${entry}  ${depth}, ${state}: ${endpoints} endpoints, ${open} open`;
}

function wordsFor({ appeared, missing, changed }: RunDiff, later: KeptRun): string {
  const isPart = later.depth === 'news' || later.interrupted;
  const lines = [
    ...appeared.map((seen) => `+ ${shown(seen)}`),
    ...missing.map((seen) => `- ${shown(seen)}`),
    ...changed.map(({ before, after }) => `~ ${shown(before)} -> ${stateOf(after)}`),
    `${appeared.length} new, ${missing.length} not seen, ${changed.length} changed`,
    ...(isPart ? ['The later run did not ask everything: not seen is not gone.'] : []),
  ];
  return lines.join('\n');
}

function shown(seen: SeenAsset): string {
  return `${untrusted(seen.asset, 120)}  ${stateOf(seen)}`;
}

function stateOf({ product, version, access, address, port }: SeenAsset): string {
  const what = [product ?? 'unknown', version ?? ''].filter(Boolean).join(' ');
  return `${untrusted(what, 80)}, ${access}, at ${address}:${port}`;
}
