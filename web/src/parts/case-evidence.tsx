/** What was taken before it was shut, what could not be had, what was looked for, and whether it is shut. */
import finding from '../screens/finding.module.css';
import type { CaseDetail } from '../shapes.ts';
import { count, moment } from '../words.ts';
import { Card } from './card.tsx';
import parts from './parts.module.css';

export function Evidence({ of }: { readonly of: CaseDetail }) {
  const { snapshots, indicators } = of;
  const missing = snapshots.flatMap((each) => each.missing);
  if (snapshots.length === 0 && !indicators) return null;
  return (
    <Card title="Evidence">
      {snapshots.map(({ at, folder, artefacts }) => (
        <p key={folder}>
          {`${count(artefacts, 'artefact')}, ${moment(at)}, in `}
          <code>{`${of.folder}/${folder}`}</code>
        </p>
      ))}
      {missing.length > 0 && (
        <details>
          <summary>{count(missing.length, 'thing')} could not be had</summary>
          <ul className={parts.quiet}>
            {missing.map(({ what, why, cost }) => (
              <li key={`${what} ${why}`}>{`${what} (${why}): ${cost}`}</li>
            ))}
          </ul>
        </details>
      )}
      {indicators?.found.map(({ id, title, evidence, innocent }) => (
        <div key={id}>
          <strong>{title}</strong>
          <div>{evidence.join('; ')}</div>
          <div className={parts.quiet}>{`Innocent, it would be: ${innocent}`}</div>
        </div>
      ))}
      {indicators && (
        <p className={parts.quiet}>
          {`${count(indicators.looked.length, 'sign')} of compromise looked for, ${indicators.found.length} seen.`}
        </p>
      )}
    </Card>
  );
}

export function Verified({ of }: { readonly of: NonNullable<CaseDetail['verified']> }) {
  const { at, vantage, newConnections, oldSessions } = of;
  return (
    <>
      <p className={parts.quiet}>{`Looked at from ${vantage}, ${moment(at)}.`}</p>
      <ul className={finding.history}>
        <VerdictLine name="No new connection gets in" of={newConnections} />
        <VerdictLine name="No old session lives on" of={oldSessions} />
      </ul>
    </>
  );
}

interface VerdictProps {
  readonly name: string;
  readonly of: NonNullable<CaseDetail['verified']>['oldSessions'];
}

function VerdictLine({ name, of: { held, evidence } }: VerdictProps) {
  return (
    <li>
      {name}: <strong>{held === null ? 'could not be told' : held ? 'yes' : 'NO'}</strong>
      {evidence.map((each) => (
        <div key={each} className={parts.quiet}>
          {each}
        </div>
      ))}
    </li>
  );
}
