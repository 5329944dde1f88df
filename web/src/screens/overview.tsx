/** What is open now, since when, whose is it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactElement, lazy, Suspense, useEffect } from 'react';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import { Card } from '../parts/card.tsx';
import { SeverityMark } from '../parts/marks.tsx';
import { Loaded } from '../parts/notes.tsx';
import { Classes, Looks, Speed } from '../parts/overview-cards.tsx';
import parts from '../parts/parts.module.css';
import type { Finding, Overview } from '../shapes.ts';
import { ago, count, duration, exposure, number } from '../words.ts';
import css from './overview.module.css';

const Trend = lazy(async () => ({ default: (await import('../parts/trend.tsx')).Trend }));

const WORST = 6;
const AGAIN = 60_000; // ms

export function OverviewScreen(): ReactElement {
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: api.overview,
    refetchInterval: AGAIN,
  });
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
              {of.trend.every(({ open, opened }) => open + opened === 0) ? (
                <p className={parts.quiet}>None was, as far back as anybody looked.</p>
              ) : (
                <div className={css.chart}>
                  <Suspense>
                    <Trend days={of.trend} />
                  </Suspense>
                </div>
              )}
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
            {`${count(open, 'finding')} ${open === 1 ? 'is' : 'are'} open`}
          </Link>
        ) : hasLooked ? (
          'No open door is known'
        ) : (
          'Nobody has looked yet'
        )}
      </h1>
      <p>
        <Critical of={of} />
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
        {hasLooked
          ? open === 0 && <LastLook of={of} now={now} />
          : 'What is found will stand here after the first look.'}
      </p>
    </div>
  );
}

/** Not all that is open is a door that stands open: what is critical is said by itself. */
function Critical({ of }: { readonly of: Overview }) {
  const critical = of.bySeverity.find(({ severity }) => severity === 'critical')?.open ?? 0;
  if (critical === 0) return null;
  return (
    <>
      <Link to="/findings" search={{ state: ['open'], severity: ['critical'] }}>
        <strong>{`${number(critical)} critical`}</strong>
      </Link>
      {'. '}
    </>
  );
}

/** That nothing was found is worth as much as the look behind it. */
function LastLook({ of: { latestRuns }, now }: { readonly of: Overview; readonly now: number }) {
  const last = latestRuns.find(({ finished }) => finished !== null);
  if (!last) return null;
  const { id, started, endpoints, interrupted, entry } = last;
  return (
    <>
      {`Last looked ${ago(started, now)}, at `}
      <Link to="/runs/$id" params={{ id }}>
        {count(endpoints, 'endpoint')}
      </Link>
      {` of ${entry}. `}
      {interrupted && 'That look was interrupted: it did not see everything.'}
    </>
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
