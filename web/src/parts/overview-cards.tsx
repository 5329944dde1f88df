/** The smaller cards of the first screen. */
import { Link } from '@tanstack/react-router';
import { useNow } from '../now.ts';
import css from '../screens/overview.module.css';
import type { Overview } from '../shapes.ts';
import { ago, CLASS_WORDS, count, number, seconds } from '../words.ts';
import { useLiveState } from './live-context.ts';
import { UnderWay } from './looks.tsx';
import { Empty } from './notes.tsx';
import parts from './parts.module.css';

export function Classes({ of: { byClass } }: { readonly of: Overview }) {
  if (byClass.length === 0)
    return (
      <Empty title="No data is known yet">
        <span>What stores hold is looked at where the inventory is asked for.</span>
      </Empty>
    );
  return (
    <div className={css.bars}>
      {byClass.map(({ class: of, stores, open }) => (
        <Bar key={of} of={of} stores={stores} open={open} />
      ))}
    </div>
  );
}

interface BarProps {
  readonly of: Overview['byClass'][number]['class'];
  readonly stores: number;
  readonly open: number;
}

/** How much of it is open; a bar of another length would say the opposite of its number. */
function Bar({ of, stores, open }: BarProps) {
  return (
    <>
      <Link to="/data" search={{ class: of }}>
        {CLASS_WORDS[of]}
      </Link>
      <span className={css.track} aria-hidden="true">
        <svg viewBox="0 0 100 10" preserveAspectRatio="none">
          <rect width={(open / stores) * 100} height="10" fill="var(--critical)" />
        </svg>
      </span>
      <span>{`${number(open)} of ${count(stores, 'store')} open`}</span>
    </>
  );
}

export function Looks({ of }: { readonly of: Overview }) {
  const now = useNow();
  const { progress } = useLiveState();
  const running = progress.length > 0 ? progress : of.running;
  const latest = of.latestRuns.filter(({ finished }) => finished !== null).slice(0, 3);
  if (running.length === 0 && latest.length === 0 && of.next.length === 0)
    return (
      <Empty title="Nothing is planned">
        <span>Add an entry to “watch:” in nightlatch.yaml.</span>
      </Empty>
    );
  return (
    <ul className={css.looks}>
      {running.map((each) => (
        <li key={each.run}>
          <UnderWay of={each} />
        </li>
      ))}
      {of.next.slice(0, 3).map(({ entry, at }) => (
        <li key={entry}>
          {'Next: '}
          <Link to="/schedule">{entry}</Link>
          {Date.parse(at) > now ? `, ${ago(at, now)}` : ', due now'}
        </li>
      ))}
      {latest.map(({ id, entry, started, endpoints, interrupted }) => (
        <li key={id}>
          {'Looked at '}
          <Link to="/runs/$id" params={{ id }}>
            {count(endpoints, 'endpoint')}
          </Link>
          {` of ${entry}, ${ago(started, now)}${interrupted ? ', interrupted' : ''}`}
        </li>
      ))}
      <li>
        <Link to="/assets">{count(of.assets, 'asset')}</Link> known in all
      </li>
    </ul>
  );
}

export function Speed({ of: { timeToDetect, timeToShut } }: { readonly of: Overview }) {
  return (
    <div className={css.looks}>
      <Spread
        of={timeToDetect}
        says="From opening to being noticed"
        none="How long a door is open before it is noticed can be told once one opens between two looks."
      />
      <Spread
        of={timeToShut}
        says="From being noticed to being shut"
        none="How long it takes to shut one can be told once one is shut."
      />
    </div>
  );
}

interface SpreadProps {
  readonly of: Overview['timeToDetect'];
  readonly says: string;
  readonly none: string;
}

function Spread({ of, says, none }: SpreadProps) {
  if (of === null) return <p className={parts.quiet}>{none}</p>;
  return (
    <div>
      <p className={parts.quiet}>{says}</p>
      <p>
        <strong className={css.count}>{seconds(of.medianSeconds)}</strong>
        {` at most for half of ${count(of.count, 'door')}, ${seconds(of.p90Seconds)} for nine in ten`}
      </p>
    </div>
  );
}
