/** Incidents: how far each came, and what is next. */
import type { ReactElement } from 'react';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { clock, people, STEP_WORDS } from '../case-words.ts';
import { useNow } from '../now.ts';
import { Card, Screen } from '../parts/card.tsx';
import { Growing, usePages, type Column } from '../parts/list.tsx';
import { When } from '../parts/marks.tsx';
import { Empty } from '../parts/notes.tsx';
import type { Case, Page } from '../shapes.ts';
import { ago, moment, number } from '../words.ts';

export function CasesScreen(): ReactElement {
  const now = useNow();
  const pages = usePages<Case, Page<Case>>({
    queryKey: ['cases'],
    ask: (paging) => api.cases(undefined, paging),
  });
  return (
    <Screen
      title="Cases"
      says="Incidents: evidence first, then shut it, prove that it is shut, report it."
    >
      <Card title="Newest first">
        <Growing<Case>
          label="Cases, newest first"
          pages={pages}
          columns={columnsAt(now)}
          keyOf={({ id }) => id}
          empty={
            <Empty title="No case yet">
              <p>
                {'A case begins from a '}
                <Link to="/findings" search={{ state: ['open'] }}>
                  finding
                </Link>
                {', here or by '}
                <code>nightlatch case open FINDING</code>
                {'.'}
              </p>
            </Empty>
          }
        />
      </Card>
    </Screen>
  );
}

function columnsAt(now: number): Column<Case>[] {
  return [
    {
      name: 'Case',
      cell: ({ id, asset }) => (
        <>
          <Link to="/cases/$id" params={{ id }}>
            {id}
          </Link>
          <div>
            <code>{asset}</code>
          </div>
        </>
      ),
    },
    {
      name: 'Opened',
      cell: ({ opened, openedBy }) => (
        <>
          <When at={opened}>{ago(opened, now)}</When>
          {openedBy !== null && ` by ${openedBy}`}
        </>
      ),
    },
    {
      name: 'Next',
      cell: ({ next, fault }) =>
        fault === null ? STEP_WORDS[next] : `Its folder is not believed: ${fault}`,
    },
    { name: 'Visits', cell: ({ visits }) => number(visits) },
    { name: 'People affected', cell: (of) => people(of.people) },
    {
      name: '72 hours',
      cell: ({ noticeUntil }) => (
        <When at={noticeUntil}>{`${clock(noticeUntil, now)}, ${moment(noticeUntil)}`}</When>
      ),
    },
  ];
}
