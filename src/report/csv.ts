import type { Finding } from '../model/finding.ts';
import type { RunView } from '../model/run.ts';
import { forCsv } from './escape.ts';

const COLUMNS: readonly (readonly [name: string, cell: (finding: Finding) => string])[] = [
  ['severity', ({ severity }) => severity],
  ['score', ({ score }) => String(Math.round(score.value))],
  ['rule', ({ rule }) => rule],
  ['title', ({ title }) => title],
  ['host', ({ where }) => where.host ?? ''],
  ['address', ({ where }) => where.address],
  ['port', ({ where }) => String(where.port)],
  ['bound_to', ({ where }) => where.boundTo ?? ''],
  ['product', ({ product }) => product ?? ''],
  ['asset', ({ asset }) => asset],
  ['why', ({ why }) => why],
  ['remedy', ({ remedy }) => remedy],
  ['references', ({ references }) => references.join(' ')],
  ['cvss', ({ cvss }) => cvss ?? ''],
  ['id', ({ id }) => id],
  ['at_stake', ({ score }) => score.magnitude.word],
];

/** Findings as RFC 4180, one a row, worst first. The header is there even where nothing was found. */
export function* csv(view: RunView): Generator<string> {
  yield `${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  for (const finding of view.findings) {
    yield `${COLUMNS.map(([, cell]) => forCsv(cell(finding))).join(',')}\r\n`;
  }
}
