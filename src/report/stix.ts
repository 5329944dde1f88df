/** An incident as a STIX 2.1 bundle: https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html */
import { addressKind } from '../model/address-kind.ts';
import type { Indicator } from '../model/case.ts';
import type { Visit } from '../model/ledger.ts';
import { forJson, forTerminal } from './escape.ts';
import {
  assetOf,
  eventsIn,
  filledIn,
  foreignVisits,
  lastChange,
  openedAt,
  takenBy,
  type IncidentView,
} from './incident-view.ts';
import { observableId, stixId } from './stix-id.ts';
import { count } from './words.ts';

type StixObject = { readonly type: string; readonly id: string } & Readonly<
  Record<string, unknown>
>;

/** An incident's addresses are for the organisation alone, until a person decides otherwise. https://www.first.org/tlp/ */
const AMBER_STRICT: StixObject = {
  type: 'marking-definition',
  spec_version: '2.1',
  id: 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  created: '2022-10-01T00:00:00.000Z',
  name: 'TLP:AMBER+STRICT',
  extensions: {
    'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d': {
      extension_type: 'property-extension',
      tlp_2_0: 'amber+strict',
    },
  },
};

/** The largest `number_observed` (4.14). */
const MOST_OBSERVED = 999_999_999;

/** The same object in every case, so its times are no case's. */
const TOOL: StixObject = {
  type: 'identity',
  id: stixId('identity', 'nightlatch'),
  spec_version: '2.1',
  created: '2026-11-25T00:00:00.000Z',
  modified: '2026-11-25T00:00:00.000Z',
  name: 'Nightlatch',
  identity_class: 'system',
};

/** The key of a case is drawn for it alone, which its name is not. */
function caseName(view: IncidentView): string {
  const [opened] = eventsIn(view, 'opened');
  return `${opened?.key}/${opened?.case}`;
}

const instant = (iso: string): string => new Date(iso).toISOString();

function common(view: IncidentView): Readonly<Record<string, unknown>> {
  return {
    spec_version: '2.1',
    created: openedAt(view).toISOString(),
    modified: lastChange(view).toISOString(),
    created_by_ref: TOOL.id,
    object_marking_refs: [AMBER_STRICT.id],
  };
}

function incident(view: IncidentView): StixObject {
  const foreign = foreignVisits(view);
  const nameless = foreign.filter(({ address }) => addressKind(address) === null).length;
  const owner = (view.ledger?.visits.length ?? 0) - foreign.length;
  const told = view.ledger
    ? `${count(foreign.length, 'visit')} of strangers, of which ${nameless} without an address are not in this bundle; ${owner} of the owner are left out.`
    : 'No ledger is in the case: nothing is known of who read what.';
  return {
    type: 'incident',
    id: stixId('incident', caseName(view)),
    ...common(view),
    name: forTerminal(`A data store open to strangers: ${assetOf(view)}`),
    description: told,
  };
}

function* identities(view: IncidentView): Generator<StixObject> {
  const base = common(view);
  yield TOOL;
  const named = filledIn(view, 'organisation');
  if (!named) return;
  const id = stixId('identity', caseName(view), 'organisation');
  const name = forTerminal(named.value);
  yield { type: 'identity', id, ...base, name, identity_class: 'organization', roles: ['victim'] };
  yield related(view, id, 'the organisation whose store it is');
}

function related(view: IncidentView, source: string, description: string): StixObject {
  const target = stixId('incident', caseName(view));
  return {
    type: 'relationship',
    id: stixId('relationship', source, target),
    ...common(view),
    relationship_type: 'related-to',
    source_ref: source,
    target_ref: target,
    description,
  };
}

function* visited(view: IncidentView, visit: Visit, seen: Set<string>): Generator<StixObject> {
  const { address, span } = visit;
  const kind = addressKind(address);
  if (address === null || kind === null) return;
  const type = `${kind}-addr`;
  const observable = observableId(type, address);
  if (!seen.has(observable)) {
    seen.add(observable);
    const object_marking_refs = [AMBER_STRICT.id];
    yield { type, spec_version: '2.1', id: observable, value: address, object_marking_refs };
  }
  const id = stixId('observed-data', caseName(view), visit.id, address, span.from);
  yield {
    type: 'observed-data',
    id,
    ...common(view),
    first_observed: instant(span.from),
    last_observed: instant(span.to),
    number_observed: Math.min(Math.max(visit.requests, 1), MOST_OBSERVED),
    object_refs: [observable],
    labels: [visit.level, visit.actor.class],
  };
  yield related(view, id, takenBy(visit));
}

/** Within a string of a STIX pattern (9.2) these two signs are escaped. */
const forPattern = (text: string): string => forTerminal(text).replaceAll(/[\\']/g, '\\$&');

function* sign(view: IncidentView, found: Indicator, seen: Set<string>): Generator<StixObject> {
  const id = stixId('indicator', caseName(view), found.id);
  if (seen.has(id)) return;
  seen.add(id);
  yield {
    type: 'indicator',
    id,
    ...common(view),
    name: forTerminal(found.title),
    description: forTerminal(
      `Evidence: ${found.evidence.join(', ')}. Innocent, it would be: ${found.innocent}`,
    ),
    // What a check of ours saw in a store has no observable of its own in STIX.
    pattern: `[x-nightlatch-sign:sign_id = '${forPattern(found.id)}']`,
    pattern_type: 'stix',
    pattern_version: '2.1',
    valid_from: instant(found.at),
    indicator_types: ['anomalous-activity'],
    labels: [found.kind],
  };
  yield related(view, id, 'seen in the store by a check that reads and changes nothing');
}

function* objects(view: IncidentView): Generator<StixObject> {
  yield AMBER_STRICT;
  yield incident(view);
  yield* identities(view);
  const seen = new Set<string>();
  for (const visit of foreignVisits(view)) yield* visited(view, visit, seen);
  for (const { found } of eventsIn(view, 'indicators').toReversed())
    for (const each of found) yield* sign(view, each, seen);
}

export function* stix(view: IncidentView): Generator<string> {
  const id = stixId('bundle', caseName(view), view.head);
  yield `{"type":"bundle","id":${forJson(id)},"objects":[`;
  let separator = '\n';
  for (const object of objects(view)) {
    yield `${separator}${forJson(object)}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}
