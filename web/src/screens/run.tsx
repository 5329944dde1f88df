/** One look: what it covered, what it could not, and what it saw. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Card, Facts, Screen } from '../parts/card.tsx';
import { Growing, Table, usePages, type Column } from '../parts/list.tsx';
import { useLiveState } from '../parts/live-context.ts';
import { UnderWay } from '../parts/looks.tsx';
import { Empty, Loaded } from '../parts/notes.tsx';
import parts from '../parts/parts.module.css';
import type { Observation, Page, RunDetail } from '../shapes.ts';
import { count, duration, moment, number, vantage as fromWhere } from '../words.ts';

const route = getRouteApi('/inside/runs/$id');

const SEEN: readonly Column<Observation>[] = [
  {
    name: 'Asset',
    cell: ({ asset }) => (
      <Link to="/assets/$asset" params={{ asset }}>
        <code>{asset}</code>
      </Link>
    ),
  },
  {
    name: 'Product',
    cell: ({ product, version, protocol }) =>
      `${product ?? protocol ?? 'not known'}${version ? ` ${version}` : ''}`,
  },
  { name: 'To a stranger', cell: ({ access }) => access },
  { name: 'Because', cell: ({ reason }) => reason },
];

export function RunScreen(): ReactElement {
  const { id } = route.useParams();
  const run = useQuery({ queryKey: ['runs', 'one', id], queryFn: () => api.run(id) });
  const pages = usePages<Observation, Page<Observation>>({
    queryKey: ['observations', id],
    ask: (paging) => api.observations(id, paging),
  });
  const progress = useLiveState().progress.find((each) => each.run === id);
  return (
    <>
      <p>
        <Link to="/runs">All looks</Link>
      </p>
      <Loaded of={run}>
        {(of) => (
          <Screen title={`Look at ${of.entry}`} says={moment(of.started)}>
            {progress && (
              <Card title="Under way">
                <UnderWay of={progress} />
              </Card>
            )}
            <Covered of={of} />
            <Card title="What it saw">
              <Growing<Observation>
                label="What it saw"
                pages={pages}
                columns={SEEN}
                keyOf={({ asset, endpoint }) => `${asset} ${endpoint.address}:${endpoint.port}`}
                empty={<Empty title="Nothing answered, or it is no longer kept" />}
              />
            </Card>
          </Screen>
        )}
      </Loaded>
    </>
  );
}

function Covered({ of }: { readonly of: RunDetail }) {
  const { coverage, started, finished, interrupted, vantage, version } = of;
  const took = finished === null ? null : duration(Date.parse(finished) - Date.parse(started));
  const isWhole = finished !== null && !interrupted;
  return (
    <>
      <Card title={isWhole ? 'What it covered' : 'What it covered before it ended'}>
        <Facts
          of={[
            ['Took', took ?? 'it has not finished'],
            ['Interrupted', interrupted ? 'yes: what it did not reach is not known' : null],
            ['Seen from', fromWhere(vantage)],
            ['Endpoints', coverage && number(coverage.endpoints)],
            ['Refused', coverage && number(coverage.refused)],
            ['Silent', coverage && number(coverage.silent)],
            [
              'Answers',
              coverage &&
                Object.entries(coverage.byAccess)
                  .map(([access, each]) => `${number(each)} ${access}`)
                  .join(', '),
            ],
            ['By version', version],
          ]}
        />
      </Card>
      {coverage && coverage.gaps.length + coverage.blindSpots.length > 0 && (
        <Card title="What it could not see">
          {coverage.gaps.length > 0 && (
            <Table
              label="Gaps"
              columns={[
                { name: 'What', cell: ({ target }) => <code>{target}</code> },
                { name: 'Why', cell: ({ reason }) => reason },
              ]}
              items={coverage.gaps}
              keyOf={({ target, reason }) => `${target} ${reason}`}
            />
          )}
          {coverage.blindSpots.length > 0 && (
            <details>
              <summary>{count(coverage.blindSpots.length, 'thing')} no such look can see</summary>
              <ul className={parts.quiet}>
                {coverage.blindSpots.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </details>
          )}
        </Card>
      )}
    </>
  );
}
