import { setImmediate as breathe } from 'node:timers/promises';
import type { Gap } from '../model/run.ts';
import type { Candidate, Target } from '../model/target.ts';
import type { Scope } from '../scope/guard.ts';
import type { PortRanges } from '../scope/port-ranges.ts';
import { rangeOf } from '../scope/range.ts';
import { EndpointSpace, type Wanted } from '../scope/space.ts';
import type { Listener } from './listener.ts';
import { wantListeners } from './listener-sources.ts';
import { groupByName, wantName, type NameFacts } from './name-sources.ts';
import { Refusals } from './refusals.ts';
import type { Resolve } from './resolve.ts';
import { allowedParts, pathsFirst, shadowedPaths, type Source } from './wanted.ts';

export interface CandidateFacts {
  readonly targets: readonly Target[];
  readonly listeners?: readonly Listener[];
  /** This machine's addresses beside loopback; none, unless its listeners are to be asked there too. */
  readonly ownAddresses: readonly string[];
  readonly usualPorts: PortRanges;
  readonly scope: Scope;
  readonly resolve: Resolve;
  readonly signal?: AbortSignal;
  readonly onGap: (gap: Gap) => void;
  /** Called for a target and reason with the number of endpoints; may come again for the same two. */
  readonly onRefused: (refusal: Gap, endpoints: number) => void;
}

const BATCH = 1024;
const NAMES_AT_ONCE = 512;

/**
 * Everything that is to be asked, in batches, neighbours far apart. An address and port come once for each name that
 * leads there, and once for all ranges and listeners, since a server may answer by the name that it is asked for.
 * The scope is asked about each one here, and again by the dialler.
 */
export async function* candidates(facts: CandidateFacts): AsyncGenerator<Candidate[]> {
  const refusals = new Refusals(facts.onRefused);
  try {
    await resolveExclusions(facts);
    const targets = pathsFirst(facts.targets);
    for (const { text, path } of shadowedPaths(targets)) {
      facts.onGap({
        target: text,
        reason: `another path is asked there; ask ${path} in a run of its own`,
      });
    }
    const layers = nameLayers(groupByName(targets), { ...facts, refusals });
    // Names are looked up while what came before them is asked.
    let next = layers.next();
    const ranges = [...wantRanges(facts, targets, refusals)];
    refusals.flush();
    yield* batches([ranges], facts, refusals);

    for (let layer = await next; layer.done !== true; layer = await next) {
      next = layers.next();
      refusals.flush();
      yield* batches(layer.value, facts, refusals);
    }
  } finally {
    refusals.flush();
  }
}

/** What an excluded name leads to is excluded too, whatever target comes upon it. */
async function resolveExclusions({ scope, resolve, signal, onGap }: CandidateFacts): Promise<void> {
  await Promise.all(
    scope.namesToExclude.map(async (name) => {
      const resolution = await resolve(name, signal);
      if (resolution.ok) scope.excludeAddresses(name, resolution.addresses);
      else
        onGap({
          target: name,
          reason: `excluded by name only, not by address: ${resolution.reason}`,
        });
    }),
  );
}

function* wantRanges(
  { listeners = [], ownAddresses, usualPorts, scope, onGap }: CandidateFacts,
  targets: readonly Target[],
  refusals: Refusals,
): Generator<Wanted<Source>> {
  yield* wantListeners(listeners, ownAddresses, onGap);
  for (const target of targets) {
    if (target.subject.kind === 'name') continue;
    const ports = target.ports ?? usualPorts;
    yield* allowedParts(rangeOf(target.subject), { target }, ports, scope, refusals);
  }
}

/** Names in groups, so that a list of a hundred thousand starts at once and is never held whole. */
async function* nameLayers(
  groups: ReturnType<typeof groupByName>,
  facts: NameFacts,
): AsyncGenerator<Wanted<Source>[][]> {
  for (let start = 0; start < groups.length; start += NAMES_AT_ONCE) {
    const some = groups.slice(start, start + NAMES_AT_ONCE);
    yield await Promise.all(some.map(async ([name, targets]) => wantName(name, targets, facts)));
  }
}

async function* batches(
  layers: readonly (readonly Wanted<Source>[])[],
  { scope, signal }: CandidateFacts,
  refusals: Refusals,
): AsyncGenerator<Candidate[]> {
  let batch: Candidate[] = [];
  let seen = 0;
  for (const { address, port, source } of new EndpointSpace(layers).permuted()) {
    const candidate = { address, port, ...source };
    const permit = scope.permit(candidate);
    if (permit.allowed) batch.push(candidate);
    else refusals.add(source.target.text, permit.reason, 1);

    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
    if (++seen % BATCH !== 0) continue;
    if (signal?.aborted === true) return;
    await breathe();
  }
  if (batch.length > 0) yield batch;
}
