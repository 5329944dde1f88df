/** What is open now, since when, whose is it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import { Card } from '../parts/card.tsx';
import { useLiveState } from '../parts/live-context.ts';
import { UnderWay } from '../parts/looks.tsx';
import { SeverityMark } from '../parts/marks.tsx';
import { Empty, Loaded } from '../parts/notes.tsx';
import parts from '../parts/parts.module.css';
import type { Finding, Overview } from '../shapes.ts';
import { ago, CLASS_WORDS, count, duration, exposure, number, seconds } from '../words.ts';
import css from './overview.module.css';

const Trend = lazy(async () => ({ default: (await import('../parts/trend.tsx')).Trend }));

const WORST = 6;

export function OverviewScreen() {
  const overview = useQuery({ queryKey: ['overview'], queryFn: api.overview });
  return (
    <Loaded of={overview}>
      {(of) => (
        <div className={parts.screen}>
          <Headline of={of} />
          <Tiles of={of} />
          {of.deadLetters > 0 && (
            <div className={parts.problem}>
              <span>
                {`${count(of.deadLetters, 'message')} reached nobody. `}
                <Link to="/settings">See which, and send again</Link>
              </span>
            </div>
          )}
          <Worst />
          <div className={css.columns}>
            <Card title="What stands behind them">
              <Classes of={of} />
            </Card>
            <Card title="Looks">
              <Looks of={of} />
            </Card>
            <Card title="How many were open">
              <div className={css.chart}>
                <Suspense>
                  <Trend days={of.trend} />
                </Suspense>
              </div>
            </Card>
            <Card title="How fast">
              <Speed of={of} />
            </Card>
          </div>
        </div>
      )}
    </Loaded>
  );
}

function openIn({ bySeverity }: Overview): number {
  return bySeverity.reduce((sum, { open }) => sum + open, 0);
}

function Headline({ of }: { readonly of: Overview }) {
  const now = useNow();
  const open = openIn(of);
  const accepted = of.bySeverity.reduce((sum, each) => sum + each.accepted, 0);
  const hasLooked = of.latestRuns.some(({ finished }) => finished !== null);
  useEffect(() => {
    document.title = open === 0 ? 'Nightlatch' : `(${open}) open · Nightlatch`;
  }, [open]);
  return (
    <div>
      <h1 className={css.headline}>
        {open > 0 ? (
          <Link to="/findings" search={{ state: ['open'] }}>
            {`${count(open, 'door')} ${open === 1 ? 'is' : 'are'} open`}
          </Link>
        ) : hasLooked ? (
          'No door is open'
        ) : (
          'Nobody has looked yet'
        )}
      </h1>
      <p>
        {of.oldest && (
          <>
            {'The oldest has been open for '}
            <Link to="/findings/$id" params={{ id: of.oldest.id }}>
              {duration(Math.max(0, now - Date.parse(of.oldest.firstOpen)))}
            </Link>
            {'. '}
          </>
        )}
        {accepted > 0 && (
          <>
            <Link to="/findings" search={{ state: ['accepted'] }}>
              {number(accepted)}
            </Link>
            {` more ${accepted === 1 ? 'is' : 'are'} accepted for now. `}
          </>
        )}
        {open === 0 && !hasLooked && 'What was found will stand here after the first look.'}
      </p>
    </div>
  );
}

function Tiles({ of }: { readonly of: Overview }) {
  return (
    <nav className={css.tiles} aria-label="Open findings by severity">
      {of.bySeverity.map(({ severity, open }) => (
        <Link
          key={severity}
          to="/findings"
          search={{ state: ['open'], severity: [severity] }}
          className={`${css.tile} ${open === 0 ? css.none : ''}`}
          data-plain
        >
          <span className={css.count}>{number(open)}</span>
          <SeverityMark severity={severity} />
        </Link>
      ))}
    </nav>
  );
}

function Worst() {
  const filter = { state: ['open' as const] };
  const worst = useQuery({
    queryKey: ['findings', 'worst'],
    queryFn: () => api.findings(filter, { limit: WORST }),
  });
  if (worst.data?.items.length === 0) return null;
  return (
    <Card
      title="Worst first"
      aside={
        <Link to="/findings" search={filter}>
          All that is open
        </Link>
      }
    >
      <Loaded of={worst}>
        {({ items }) => (
          <ul className={css.worst}>
            {items.map((each) => (
              <WorstRow key={each.finding.id} of={each} />
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

function WorstRow({ of }: { readonly of: Finding }) {
  const now = useNow();
  const { finding, owner, windows } = of;
  return (
    <li>
      <SeverityMark severity={finding.severity} />
      <span className={css.what}>
        <Link to="/findings/$id" params={{ id: finding.id }}>
          {finding.title}
        </Link>{' '}
        <span className={parts.quiet}>
          <code>{finding.asset}</code> · {owner ?? 'nobody’s yet'}
        </span>
      </span>
      <span className={css.since}>{exposure(windows.at(-1), now)}</span>
    </li>
  );
}

function Classes({ of: { byClass } }: { readonly of: Overview }) {
  if (byClass.length === 0)
    return (
      <Empty title="No data is known yet">
        <span>What stores hold is looked at where the inventory is asked for.</span>
      </Empty>
    );
  const most = Math.max(...byClass.map(({ stores }) => stores));
  return (
    <div className={css.bars}>
      {byClass.map(({ class: of, stores, open }) => (
        <Bar key={of} of={of} stores={stores} open={open} most={most} />
      ))}
    </div>
  );
}

interface BarProps {
  readonly of: Overview['byClass'][number]['class'];
  readonly stores: number;
  readonly open: number;
  readonly most: number;
}

function Bar({ of, stores, open, most }: BarProps) {
  return (
    <>
      <Link to="/data" search={{ class: of }}>
        {CLASS_WORDS[of]}
      </Link>
      <span className={css.track} aria-hidden="true">
        <svg viewBox="0 0 100 10" preserveAspectRatio="none">
          <rect width={(stores / most) * 100} height="10" fill="var(--info)" opacity="0.45" />
          <rect width={(open / most) * 100} height="10" fill="var(--critical)" />
        </svg>
      </span>
      <span>{`${number(open)} of ${count(stores, 'store')} open`}</span>
    </>
  );
}

function Looks({ of }: { readonly of: Overview }) {
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

function Speed({ of: { timeToDetect, timeToShut } }: { readonly of: Overview }) {
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
