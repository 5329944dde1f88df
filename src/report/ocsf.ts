/**
 * An incident as OCSF 1.8, an event a line: one Incident Finding, then a Detection Finding for each visit of a stranger
 * and for each sign of compromise. https://schema.ocsf.io/1.8.0/classes/incident_finding
 */
import { addressKind } from '../model/address-kind.ts';
import type { Indicator } from '../model/case.ts';
import type { Severity } from '../model/verdict.ts';
import type { Level, Visit } from '../model/ledger.ts';
import { forJson, forTerminal } from './escape.ts';
import {
  assetOf,
  beganAt,
  eventsIn,
  foreignVisits,
  lastChange,
  reachedData,
  takenBy,
  type IncidentView,
} from './incident-view.ts';

type Fields = Readonly<Record<string, unknown>>;

const FINDINGS = 2;
const INCIDENT_FINDING = 2005;
const DETECTION_FINDING = 2004;
/** `type_uid` is the class a hundred times, and the activity. */
const CLASS_STEP = 100;
const ACTIVITY = { create: 1, update: 2 } as const;
const STATUS = { new: 1, inProgress: 2, resolved: 4 } as const;
const SEVERITY: Readonly<Record<Severity, number>> = {
  info: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
};
const LEVELS: Readonly<Record<Level, Severity>> = {
  refused: 'info',
  connected: 'low',
  metadata: 'medium',
  rows: 'high',
  bulk: 'critical',
  destroyed: 'critical',
};

function event(view: IncidentView, classId: number, activity: number, severity: number): Fields {
  const version = eventsIn(view, 'opened')[0]?.version;
  return {
    activity_id: activity,
    category_uid: FINDINGS,
    class_uid: classId,
    type_uid: classId * CLASS_STEP + activity,
    severity_id: severity,
    time: lastChange(view).getTime(),
    metadata: {
      version: '1.8.0',
      product: { name: 'Nightlatch', vendor_name: 'Nightlatch', version },
    },
  };
}

function statusOf(view: IncidentView): number {
  const last = eventsIn(view, 'verified').at(-1);
  if (last?.newConnections.held && last.oldSessions.held) return STATUS.resolved;
  return view.entries.length > 1 ? STATUS.inProgress : STATUS.new;
}

function incident(view: IncidentView): Fields {
  const [opened] = eventsIn(view, 'opened');
  const findings = opened?.findings ?? [];
  const worst = Math.max(SEVERITY.info, ...findings.map(({ severity }) => SEVERITY[severity]));
  const activity = view.entries.length > 1 ? ACTIVITY.update : ACTIVITY.create;
  const person = eventsIn(view, 'approved').at(-1)?.by;
  const about = findings.map(({ id, title }) => ({
    uid: forTerminal(id),
    title: forTerminal(title),
  }));
  const itself = {
    uid: forTerminal(opened?.case ?? view.head),
    title: 'An incident without a finding',
  };
  return {
    ...event(view, INCIDENT_FINDING, activity, worst),
    status_id: statusOf(view),
    desc: forTerminal(`A data store open to strangers: ${assetOf(view)}`),
    start_time: beganAt(view).getTime(),
    finding_info_list: about.length > 0 ? about : [itself],
    is_suspected_breach: foreignVisits(view).some(reachedData),
    // One of both is demanded; nobody is named who did not put their name to something.
    ...(person === undefined
      ? { assignee_group: { name: 'Nobody has taken it yet' } }
      : { assignee: { name: forTerminal(person) } }),
  };
}

function detection(view: IncidentView, severity: number, rest: Fields): Fields {
  return {
    ...event(view, DETECTION_FINDING, ACTIVITY.create, severity),
    is_alert: true,
    resources: [{ name: forTerminal(assetOf(view)) }],
    ...rest,
  };
}

function visited(view: IncidentView, visit: Visit): Fields {
  const { address, actor, span, tables, total, level } = visit;
  const source = addressKind(address) === null ? {} : { src_endpoint: { ip: address } };
  const read = tables.map(({ table, ...amounts }) => ({ table: forTerminal(table), ...amounts }));
  return detection(view, SEVERITY[LEVELS[level]], {
    finding_info: {
      uid: forTerminal(visit.id),
      title: 'A stranger came to an open data store',
      desc: takenBy(visit),
      types: [level],
      first_seen_time: Date.parse(span.from),
      last_seen_time: Date.parse(span.to),
    },
    evidences: [{ ...source, data: { actor: actor.class, total, tables: read } }],
  });
}

function sign(view: IncidentView, { id, kind, title, evidence, innocent, at }: Indicator): Fields {
  return detection(view, SEVERITY.high, {
    finding_info: {
      uid: forTerminal(id),
      title: forTerminal(title),
      desc: forTerminal(`Innocent, it would be: ${innocent}`),
      types: [kind],
      first_seen_time: Date.parse(at),
    },
    evidences: [{ data: { seen: evidence.map(forTerminal) } }],
  });
}

export function* ocsf(view: IncidentView): Generator<string> {
  yield `${forJson(incident(view))}\n`;
  for (const visit of foreignVisits(view)) yield `${forJson(visited(view, visit))}\n`;
  for (const { found } of eventsIn(view, 'indicators'))
    for (const each of found) yield `${forJson(sign(view, each))}\n`;
}
