/** From what the operator wrote to what will be asked: targets, listeners, scope and the stream of candidates. */
import { usualPorts } from '../catalogue/products.ts';
import { candidates } from '../discover/candidates.ts';
import { listListeners } from '../discover/listeners.ts';
import type { Listener } from '../discover/listener.ts';
import { ownAddresses } from '../discover/own-addresses.ts';
import { makeResolver } from '../discover/resolve.ts';
import { readSweeps } from '../discover/imports/sweeps.ts';
import { readTargets } from '../discover/target-list.ts';
import type { Candidate, Target } from '../model/target.ts';
import type { Tally } from '../audit/tally.ts';
import { countEndpoints } from '../scope/expand.ts';
import { makeScope, type Scope } from '../scope/guard.ts';
import { parseTarget } from '../scope/parse-target.ts';
import { hasPort, portsOf } from '../scope/port-ranges.ts';
import type { Wishes } from '../services/service.ts';
import type { AuditOptions } from './audit-options.ts';

export interface Wanted {
  readonly targets: readonly Target[];
  readonly listeners: readonly Listener[];
  readonly blindSpots: readonly string[];
  readonly scope: Scope;
  /** At most so many; a name counts as one address. */
  readonly endpoints: number;
  readonly own: readonly string[];
  /** Targets were to come from lists, and the lists are empty. */
  readonly nothingNamed: boolean;
}

const usual = portsOf(usualPorts());

export async function readWanted(
  words: readonly string[],
  options: AuditOptions,
  now: Date,
): Promise<Wanted> {
  const { config, raw } = options;
  const written = await readTargets(words, process.stdin);
  const swept = await readSweeps(raw.from, process.stdin);
  const named = [...written, ...swept.targets];
  // A list that names nothing is not the wish to ask this machine.
  const targets = words.length + raw.from.length > 0 ? named : configured(options);
  const exclude = [
    ...(await readTargets(raw.exclude, process.stdin)),
    ...config.exclude.map(parseTarget),
  ];
  const ownListeners = targets.length === 0 && words.length + raw.from.length === 0;
  const outer = raw.ownAddresses ? ownAddresses() : { addresses: [], blindSpots: [] };
  const found = ownListeners ? await listListeners() : { listeners: [], blindSpots: [] };
  const scope = makeScope({
    named: targets,
    entries: config.scope,
    iOwn: raw.iOwn,
    exclude,
    ownListeners,
    ownAddresses: outer.addresses,
    asOf: now,
  });
  const asked = found.listeners.reduce(
    (sum, { ask }) => sum + ask.length + outer.addresses.length,
    0,
  );
  return {
    targets,
    listeners: found.listeners,
    blindSpots: [...swept.notes, ...found.blindSpots, ...outer.blindSpots],
    scope,
    endpoints: ownListeners ? asked : countEndpoints(targets, usual),
    own: outer.addresses,
    nothingNamed: targets.length === 0 && !ownListeners,
  };
}

/** `targets:` of the configuration; where there are none, what its scope says is ours. */
function configured({ config }: AuditOptions): Target[] {
  const texts = config.targets.length > 0 ? config.targets : config.scope.map(({ range }) => range);
  return texts.map(parseTarget);
}

export function streamOf(
  wanted: Wanted,
  tally: Tally,
  signal: AbortSignal,
): AsyncGenerator<Candidate[]> {
  return candidates({
    targets: wanted.targets,
    listeners: wanted.listeners,
    ownAddresses: wanted.own,
    usualPorts: usual,
    scope: wanted.scope,
    resolve: makeResolver(),
    signal,
    onGap: ({ target, reason }) => tally.gaps.add(target, reason),
    onRefused: ({ target, reason }) => tally.outOfScope.add(target, reason),
  });
}

/** A run that names more than so many targets is a sweep, however they were written. */
const MOST_LOOKED_AT_CLOSELY = 256;

/** Who is looked at closely: this machine's listeners, and what was named by itself and not as part of a range. */
export function wishesFor(
  { targets }: Wanted,
  { raw, openApi }: AuditOptions,
): (candidate: Candidate) => Wishes {
  const isSweep = targets.length > MOST_LOOKED_AT_CLOSELY;
  const description = openApi !== undefined && { openApi };
  return ({ target, listener }) => {
    const closely =
      raw.closely === true || listener !== undefined || (!isSweep && isSingle(target));
    return { closely, ...(closely && description) };
  };
}

function isSingle({ subject }: Target): boolean {
  return subject.kind === 'name' || subject.prefix === (subject.version === 4 ? 32 : 128);
}

/** Whether this run asks a further port of the address that `candidate` was asked at. */
export function asksPort(
  wanted: Wanted,
  neighbours: boolean,
): (candidate: Candidate, port: number) => boolean {
  const listening = new Set(wanted.listeners.map(({ port }) => port));
  return ({ target, listener }, port) => {
    if (listener) return listening.has(port);
    return neighbours || hasPort(target.ports ?? usual, port);
  };
}
