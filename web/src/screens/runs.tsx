/** Looks: under way, and before. */
import type { ReactElement } from 'react';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import { Card, Screen } from '../parts/card.tsx';
import { Growing, usePages, type Column } from '../parts/list.tsx';
import { useLiveState } from '../parts/live-context.ts';
import { UnderWay } from '../parts/looks.tsx';
import { When } from '../parts/marks.tsx';
import { Empty } from '../parts/notes.tsx';
import type { Page, Run } from '../shapes.ts';
import { ago, duration, number } from '../words.ts';

export function RunsScreen(): ReactElement {
  const now = useNow();
  const { progress } = useLiveState();
  const pages = usePages<Run, Page<Run>>({ queryKey: ['runs'], ask: (paging) => api.runs(paging) });
  return (
    <Screen
      title="Looks"
      says={
        <>
          {'What was looked at, newest first. A new one is started from the '}
          <Link to="/schedule">schedule</Link>
          {'.'}
        </>
      }
    >
      {progress.length > 0 && (
        <Card title="Under way">
          {progress.map((each) => (
            <UnderWay key={each.run} of={each} />
          ))}
        </Card>
      )}
      <Card title="Before">
        <Growing<Run>
          label="Looks, newest first"
          pages={pages}
          columns={columnsAt(now, new Set(progress.map(({ run }) => run)))}
          keyOf={({ id }) => id}
          empty={<Empty title="Nobody has looked yet" />}
        />
      </Card>
    </Screen>
  );
}

function columnsAt(now: number, running: ReadonlySet<string>): Column<Run>[] {
  return [
    {
      name: 'Began',
      cell: ({ id, started }) => (
        <Link to="/runs/$id" params={{ id }}>
          <When at={started}>{ago(started, now)}</When>
        </Link>
      ),
    },
    { name: 'Watched as', cell: ({ entry }) => entry },
    { name: 'Endpoints', cell: ({ endpoints }) => number(endpoints) },
    { name: 'Let us in', cell: ({ open }) => number(open) },
    {
      name: 'Took',
      cell: ({ id, started, finished, interrupted }) => {
        if (running.has(id)) return 'under way';
        if (finished === null) return 'did not finish';
        const took = duration(Date.parse(finished) - Date.parse(started));
        return interrupted ? `${took}, interrupted` : took;
      },
    },
  ];
}
