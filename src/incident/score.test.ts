import { expect, it } from 'vitest';
import { caseOn } from '../../test/incident.ts';
import { eventLine } from './case/tell.ts';
import { journalOf, readCase } from './case/case.ts';
import type { Level, Ledger } from '../model/ledger.ts';
import { incidentMarkdown } from '../report/incident-markdown.ts';
import { incidentScore } from './score.ts';

const NOW = new Date('2026-11-26T12:00:00Z');
const total: Ledger['visits'][number]['total'] = { rows: 5, bytes: [], certainty: 'proven' };
const span = { from: '2026-11-25T12:00:00.000Z', to: '2026-11-25T13:00:00.000Z' };

const ledgerOf = (level: Level, share = 1): Ledger => ({
  schema: 'nightlatch/ledger/1',
  made: span.to,
  sources: [],
  visits: [
    {
      ...{
        id: 'v1',
        address: '198.51.100.7',
        span,
        requests: 1,
        users: [],
        clients: [],
        level,
        total,
      },
      actor: { class: 'unknown', organisation: null, basis: 'none', listed: null },
      ...{ tables: [], signatures: [], sources: [] },
    },
  ],
  tables: [],
  coverage: { window: span, share, covered: [], gaps: [] },
  suspicions: [],
  people: null,
  own: { requests: 0 },
});

it('rises with what was seen, and never above 100', () => {
  using folder = caseOn();
  const { entries } = readCase(folder.found.folder);
  const levels: Level[] = ['connected', 'metadata', 'rows', 'bulk'];
  const values = levels.map((level) => incidentScore(entries, ledgerOf(level), NOW)?.value ?? 0);
  expect(values).toEqual([15, 55, 85, 100]);
});

it('marks for a person what no evidence tells, and takes what a person wrote', () => {
  using folder = caseOn();
  const { folder: place } = folder.found;
  journalOf(place).add({ kind: 'filled', field: 'sector', value: '<b>health', by: 'Ann' });
  const { entries, head } = readCase(place);
  const ledger = ledgerOf('rows', 0.25);
  const score = incidentScore(entries, ledger, NOW);
  const text = [
    ...incidentMarkdown({ entries, head, ledger, score, tell: eventLine, made: NOW }),
  ].join('');
  expect(text).toContain('[to be filled in by a person: geography]');
  expect(text).not.toContain('person: sector');
  expect(text).not.toContain('<b>');
  expect(text).toContain('in 25 % of');
  expect(text).toContain('end at 2026-11-28T12:00:00.000Z (48.0 h left)');
  expect(text).not.toMatch(/no data was accessed/i);
});
