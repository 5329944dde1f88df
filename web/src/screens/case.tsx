/** One incident, readable in a minute: how long it was open, who came, what was done, what is next. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { clock, coverage, people, strangers } from '../case-words.ts';
import { useNow } from '../now.ts';
import { Card, Screen, type Fact } from '../parts/card.tsx';
import { CaseBlanks } from '../parts/case-blanks.tsx';
import { CaseChart } from '../parts/case-chart.tsx';
import { Evidence, Verified } from '../parts/case-evidence.tsx';
import { useCasePart } from '../parts/case-part.ts';
import { CaseLedger, CaseSources } from '../parts/case-ledger.tsx';
import { CasePlans } from '../parts/case-plans.tsx';
import { CaseReport } from '../parts/case-report.tsx';
import { CaseSteps } from '../parts/case-steps.tsx';
import css from '../parts/case.module.css';
import { SeverityMark, When } from '../parts/marks.tsx';
import { Loaded } from '../parts/notes.tsx';
import parts from '../parts/parts.module.css';
import type { CaseDetail, CaseEvent, Visit } from '../shapes.ts';
import { count, exposure, moment } from '../words.ts';
import finding from './finding.module.css';

const route = getRouteApi('/inside/cases/$id');
/** What is written on the host is seen within this. */
const AGAIN = 10_000; // ms
/** Drawn and listed at once; all of them stand in the ledger and in the journal. */
const MOST = 200;

export function CaseScreen(): ReactElement {
  const { id } = route.useParams();
  const one = useQuery({
    queryKey: ['case', id],
    queryFn: () => api.case(id),
    refetchInterval: AGAIN,
  });
  return (
    <>
      <p>
        <Link to="/cases">All cases</Link>
      </p>
      <Loaded of={one}>{(of) => <Detail of={of} />}</Loaded>
    </>
  );
}

function Detail({ of }: { readonly of: CaseDetail }) {
  const now = useNow();
  const visits = useCasePart(of, 'visits', () => api.visits(of.id, { limit: MOST }));
  const events = useCasePart(of, 'events', () => api.caseEvents(of.id, { limit: MOST }));
  const { fault, ledger } = of;
  return (
    <Screen title={`Incident at ${of.asset}`} says={`Case ${of.id}`}>
      {fault !== null && (
        <div className={parts.problem} role="alert">
          {`The folder of this case is not as it was written (${fault}). What stands here is from before.`}
        </div>
      )}
      <Card title="At a glance">
        <Figures of={of} now={now} />
        <CaseChart
          of={of}
          visits={visits.data?.items ?? []}
          events={events.data?.items ?? []}
          now={now}
        />
        <p>
          {strangers(of)}
          {coverage(of)}
        </p>
        <MoreVisits of={of} drawn={visits.data?.items ?? []} />
      </Card>
      <div className={finding.columns}>
        <div className={finding.column}>
          <Card title="What to do">
            <CaseSteps of={of} />
          </Card>
          <Card title="Plans">
            <CasePlans of={of} />
          </Card>
        </div>
        <div className={finding.column}>
          {of.verified && (
            <Card title="Is it shut?">
              <Verified of={of.verified} />
            </Card>
          )}
          <Card title="How it was open">
            <Findings of={of} />
          </Card>
          <Card title="The report">
            <CaseReport of={of} />
            <CaseBlanks of={of} />
          </Card>
        </div>
      </div>
      <Card title="Who came">
        <CaseLedger of={of} />
      </Card>
      {ledger && (
        <Card title="What was recorded">
          <CaseSources of={ledger} />
        </Card>
      )}
      <Evidence of={of} />
      <Card title="Journal">
        <Loaded of={events}>{({ items, next }) => <Journal items={items} more={next} />}</Loaded>
      </Card>
    </Screen>
  );
}

function Figures({ of, now }: { readonly of: CaseDetail; readonly now: number }) {
  const { window, visits, ledger, score, noticeUntil } = of;
  const figures: Fact[] = [
    ['Exposure', exposure(window ?? undefined, now)],
    ['Visits', ledger ? count(visits, 'visit') : 'not counted yet'],
    ['People affected', people(of.people)],
    [
      '72-hour clock',
      <When key="clock" at={noticeUntil}>
        {clock(noticeUntil, now)}
      </When>,
    ],
    ['Incident score', score ? `${Math.round(score.value)} of 100` : 'none'],
  ];
  return (
    <>
      <dl className={css.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {score && (
        <p className={parts.quiet}>
          {`At stake: ${score.magnitude.word} (${score.magnitude.weight.toFixed(2)}). Evidence: ${score.evidence.word} (${score.evidence.weight.toFixed(2)}). It is no probability. The clock runs from the opening of the case, until ${moment(noticeUntil)}.`}
        </p>
      )}
    </>
  );
}

function MoreVisits({ of, drawn }: { readonly of: CaseDetail; readonly drawn: readonly Visit[] }) {
  if (drawn.length >= of.visits) return null;
  return (
    <p className={parts.quiet}>{`Drawn: the ${count(drawn.length, 'visit')} that got furthest.`}</p>
  );
}

function Findings({ of }: { readonly of: CaseDetail }) {
  return (
    <ul className={finding.history}>
      {of.findings.map(({ id, severity, title, why }) => (
        <li key={id}>
          <SeverityMark severity={severity} />{' '}
          <Link to="/findings/$id" params={{ id }}>
            {title}
          </Link>
          <div className={parts.quiet}>{why}</div>
        </li>
      ))}
    </ul>
  );
}

function Journal({
  items,
  more,
}: {
  readonly items: readonly CaseEvent[];
  readonly more: string | null;
}) {
  return (
    <>
      <ol className={finding.history}>
        {items.map(({ seq, at, says }) => (
          <li key={seq}>
            <When at={at}>{moment(at)}</When> {says}
          </li>
        ))}
      </ol>
      {more !== null && (
        <p className={parts.quiet}>{`The first ${MOST} entries; the rest stands in the JSON.`}</p>
      )}
    </>
  );
}
