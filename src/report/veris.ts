/**
 * An incident in the Vocabulary for Event Recording and Incident Sharing: http://veriscommunity.net/
 * Its schema calls itself 1.4.1 and wants "1.4.0" as its version. Only the few words that evidence can bear are used;
 * what a person has to say is `Unknown`.
 */
import type { Visit } from '../model/ledger.ts';
import { forJson, forTerminal } from './escape.ts';
import {
  assetOf,
  beganAt,
  eventsIn,
  filledIn,
  foreignVisits,
  reachedData,
  type IncidentView,
} from './incident-view.ts';

type Fields = Readonly<Record<string, unknown>>;

const UNKNOWN = 'Unknown';

function beginning(view: IncidentView): Fields {
  const day = beganAt(view);
  return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
}

/** A door that was left open is the owner's error; hacking is told only where a stranger reached data. */
function actionOf(intruders: readonly Visit[]): Fields {
  const error = { variety: ['Misconfiguration'], vector: [UNKNOWN] };
  return intruders.length === 0
    ? { error }
    : { error, hacking: { variety: ['Exploit misconfig'], vector: ['Other network service'] } };
}

function actorOf(intruders: readonly Visit[]): Fields {
  const internal = { variety: [UNKNOWN], motive: ['NA'] };
  return intruders.length === 0
    ? { internal }
    : { internal, external: { country: [UNKNOWN], variety: [UNKNOWN], motive: [UNKNOWN] } };
}

function attributeOf(intruders: readonly Visit[]): Fields {
  const proven = intruders.filter(({ total }) => total.certainty === 'proven');
  const rows = proven.reduce((sum, { total }) => sum + (total.rows ?? 0), 0);
  const confidentiality = {
    data_disclosure: proven.length > 0 ? 'Yes' : 'Potentially',
    ...(rows > 0 ? { data_total: rows } : {}),
  };
  return intruders.some(({ level }) => level === 'destroyed')
    ? { confidentiality, availability: { variety: ['Destruction'] } }
    : { confidentiality };
}

const DATABASES: ReadonlySet<string> = new Set(
  'clickhouse elasticsearch etcd ferretdb mariadb memcached mongodb mysql opensearch postgresql redis valkey'.split(
    ' ',
  ),
);

function assetVariety(view: IncidentView): string {
  const findings = eventsIn(view, 'opened').flatMap((opened) => opened.findings);
  return findings.some(({ product }) => DATABASES.has(product ?? ''))
    ? 'S - Database'
    : 'S - Unknown';
}

function record(view: IncidentView): Fields {
  const intruders = foreignVisits(view).filter(reachedData);
  const [opened] = eventsIn(view, 'opened');
  const summary =
    filledIn(view, 'summary')?.value ?? `A data store open to strangers: ${assetOf(view)}`;
  return {
    schema_version: '1.4.0',
    incident_id: forTerminal(opened?.case ?? view.head),
    security_incident: intruders.length > 0 ? 'Confirmed' : 'Suspected',
    summary: forTerminal(summary),
    timeline: { incident: beginning(view) },
    action: actionOf(intruders),
    actor: actorOf(intruders),
    asset: { assets: [{ variety: assetVariety(view) }] },
    attribute: attributeOf(intruders),
    discovery_method: opened?.findings.length
      ? { internal: { variety: ['Infrastructure monitoring'] } }
      : { unknown: true },
  };
}

export function* veris(view: IncidentView): Generator<string> {
  yield `${forJson(record(view))}\n`;
}
