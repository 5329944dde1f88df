/** What a stranger got, beside what a real server had to refuse. */
import type { Exchange, Observation } from '../shapes.ts';
import { moment } from '../words.ts';
import css from '../screens/finding.module.css';
import { When } from './marks.tsx';
import parts from './parts.module.css';

export function Proof({ of }: { readonly of: Observation }) {
  return (
    <>
      <p>{of.reason}</p>
      <div className={css.sides}>
        <Side
          title="Proof: what it gave"
          of={of.proof}
          none="Nothing had to be asked beyond the greeting."
        />
        <Side
          title="Control: what it had to refuse"
          of={of.control}
          none="No control was needed, or none is known for it."
        />
      </div>
      <p className={parts.quiet}>
        {'Looked at '}
        <When at={of.at}>{moment(of.at)}</When>
        {'. Only the kind of answer is kept, never a value.'}
      </p>
    </>
  );
}

interface SideProps {
  readonly title: string;
  readonly of: readonly Exchange[];
  readonly none: string;
}

function Side({ title, of, none }: SideProps) {
  return (
    <div>
      <h3>{title}</h3>
      {of.length === 0 ? (
        <p className={parts.quiet}>{none}</p>
      ) : (
        <ul className={css.exchange}>
          {of.map(({ asked, answered }) => (
            <li key={`${asked} ${answered}`}>
              <code>{asked}</code>
              <div>{answered}</div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
