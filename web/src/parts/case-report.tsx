/** The report, in every form that it can be taken away. */
import { api } from '../api.ts';
import type { CaseDetail } from '../shapes.ts';
import css from './case.module.css';

const EXPORTS = [
  ['PDF', 'pdf'],
  ['Markdown', 'md'],
  ['HTML', 'html'],
  ['JSON', 'json'],
  ['STIX 2.1', 'stix.json'],
  ['OCSF', 'ocsf.jsonl'],
  ['VERIS', 'veris.json'],
] as const;

export function CaseReport({ of }: { readonly of: CaseDetail }) {
  const links = of.ledger ? ([...EXPORTS, ['CSV of the ledger', 'csv']] as const) : EXPORTS;
  return (
    <ul className={css.links}>
      {links.map(([name, ending]) => (
        <li key={ending}>
          <a href={api.reportUrl(of.id, ending)} download>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
