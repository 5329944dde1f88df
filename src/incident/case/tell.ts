/** One sentence an entry of the journal. */
import type { CaseEvent } from '../../model/case.ts';

const held = (verdict: { readonly held: boolean | null }): string =>
  verdict.held === null ? 'could not be told' : verdict.held ? 'holds' : 'DOES NOT HOLD';

const listed = (titles: readonly { readonly title: string }[]): string =>
  titles.map(({ title }) => title).join('; ') || 'none';

const byWhom = (name: string | undefined): string => (name === undefined ? '' : ` by ${name}`);
const WHY = { asked: '', restart: ' after a restart', day: ' a day later' } as const;

export function eventLine(event: CaseEvent): string {
  switch (event.kind) {
    case 'opened':
      return `opened${byWhom(event.by)} with nightlatch ${event.version}; findings: ${listed(event.findings)}`;
    case 'snapshot':
      return `snapshot ${event.complete ? 'taken' : 'NOT COMPLETED'}: ${event.artefacts} artefacts, ${event.missing.length} could not be had`;
    case 'ledger':
      return `ledger added: ${event.file}`;
    case 'indicators':
      return `signs of compromise, ${event.looked.length} kinds looked for: ${listed(event.found)}`;
    case 'planned':
      return `plan ${event.plan}: ${event.title}`;
    case 'approved': {
      const { plan, by, withoutSnapshot } = event;
      const override = withoutSnapshot === null ? '' : `, WITHOUT A SNAPSHOT: ${withoutSnapshot}`;
      return `plan ${plan} approved by ${by}${override}`;
    }
    case 'step':
      return `plan ${event.plan}, ${event.step}: ${event.state}${event.says && `: ${event.says}`}`;
    case 'verified':
      return `verified${WHY[event.why ?? 'asked']} from ${event.vantage}: no new connection: ${held(event.newConnections)}; no old session: ${held(event.oldSessions)}`;
    case 'filled':
      return `${event.field} filled in by ${event.by}`;
  }
}
