/** A case with an entry of each kind, and a ledger, in which every text that somebody else can write is the given one. */
import type { CaseEntry, CaseEvent } from '../src/model/case.ts';
import { CaseEntry as Entry } from '../src/model/case.ts';
import { Ledger, type Visit } from '../src/model/ledger.ts';
import { eventLine } from '../src/incident/case/tell.ts';
import { incidentScore } from '../src/incident/score.ts';
import type { IncidentView } from '../src/report/incident-view.ts';
import { sampleFinding } from './sample-finding.ts';

const HASH = 'a'.repeat(64);
const FROM = '2026-11-25T10:00:00Z';
const TO = '2026-11-25T11:30:00.5Z';
const span = { from: FROM, to: TO };

function visit(id: string, address: string | null, text: string, rest: Partial<Visit>): Visit {
  const total = {
    rows: 5,
    bytes: [{ kind: 'ram' as const, value: 700 }],
    certainty: 'proven' as const,
  };
  return {
    ...{ id, address, span, requests: 3, users: [text], clients: [text], level: 'rows', total },
    actor: { class: 'unknown', organisation: text, basis: text, listed: null },
    ...{ tables: [{ ...total, table: text, requests: 3 }], signatures: ['bulk-dump'] },
    ...{ sources: ['s1'], ...rest },
  };
}

export function ledgerSaying(text: string): Ledger {
  const owner = { class: 'owner' as const, organisation: null, basis: text, listed: null };
  const scanner = {
    class: 'research-scanner' as const,
    organisation: text,
    basis: text,
    listed: FROM,
  };
  return Ledger.parse({
    ...{ schema: 'nightlatch/ledger/1', made: TO, sources: [], tables: [], suspicions: [] },
    visits: [
      visit('v1', '198.51.100.7', text, {}),
      visit('v2', '2001:db8::7', text, { level: 'metadata', actor: scanner, tables: [] }),
      visit('v3', '198.51.100.7', text, { requests: 0, level: 'bulk' }),
      visit('v4', null, text, { level: 'refused' }),
      visit('v5', text, text, { level: 'destroyed' }),
      visit('v6', '192.0.2.1', text, { actor: owner }),
    ],
    coverage: { window: span, share: 0.5, covered: [], gaps: [] },
    people: { low: 3, high: null, how: text },
    own: { requests: 1 },
  });
}

function eventsSaying(text: string): CaseEvent[] {
  const finding = { ...sampleFinding(), title: text, why: text };
  const verdict = { held: true, evidence: [text] };
  const seen = { id: text, product: text, kind: 'ransom-note' as const, title: text };
  return [
    {
      ...{ kind: 'opened', case: text, asset: text, findings: [finding], key: 'k', version: text },
      window: {
        lastShutBefore: text,
        firstOpen: text,
        lastOpen: text,
        firstShut: text,
        ended: null,
      },
    },
    {
      ...{ kind: 'snapshot', folder: text, manifest: HASH, artefacts: 2, complete: true },
      missing: [{ what: text, why: text, cost: text }],
    },
    {
      ...{ kind: 'indicators', looked: [text] },
      found: [{ ...seen, evidence: [text], innocent: text, at: FROM }],
    },
    { kind: 'approved', plan: text, by: text, withoutSnapshot: text },
    { kind: 'verified', vantage: text, newConnections: verdict, oldSessions: verdict },
    { kind: 'filled', field: 'organisation', value: text, by: text },
    { kind: 'filled', field: 'summary', value: text, by: text },
  ];
}

export function incidentSaying(
  text: string,
  ledger: Ledger | undefined = ledgerSaying(text),
): IncidentView {
  const made = new Date('2026-11-26T12:00:00Z');
  const entries: CaseEntry[] = eventsSaying(text).map((event, seq) =>
    Entry.parse({ seq, at: `2026-11-25T12:0${seq}:00.000Z`, before: HASH, event }),
  );
  const score = incidentScore(entries, ledger, made);
  return { entries, head: HASH, ledger, score, tell: eventLine, made };
}
