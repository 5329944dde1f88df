/** What is looked at, how often, and when next. */
import type { ReactElement } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import { Card, Facts, Screen } from '../parts/card.tsx';
import { useLiveState } from '../parts/live-context.ts';
import { UnderWay } from '../parts/looks.tsx';
import { useMay } from '../parts/me.ts';
import { Empty, Loaded, Problem } from '../parts/notes.tsx';
import type { Scheduled } from '../shapes.ts';
import { ago, count, every, intervalOf, moment, number } from '../words.ts';

const MINUTE = 60_000;

export function ScheduleScreen(): ReactElement {
  const schedule = useQuery({ queryKey: ['schedule'], queryFn: api.schedule });
  return (
    <Screen
      title="Scope and schedule"
      says="It stands in nightlatch.yaml, and nobody changes it from a page."
    >
      <Loaded of={schedule}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing is watched">Add an entry to “watch:” in nightlatch.yaml.</Empty>
          ) : (
            items.map((each) => <Entry key={each.entry} of={each} />)
          )
        }
      </Loaded>
    </Screen>
  );
}

function often({ every: interval, cron, zone, jitter }: Scheduled): string {
  if (cron !== null) return `${cron} (${zone})`;
  if (interval === null) return 'only when asked';
  return `${every(interval)}${jitter === 0 ? '' : `, up to ${jitter} % later`}`;
}

/** What an interval means all day long. */
function rate({ every: interval, lastEndpoints }: Scheduled): string | null {
  if (interval === null || lastEndpoints === null) return null;
  const perMinute = lastEndpoints / (intervalOf(interval) / MINUTE);
  const shown = perMinute < 10 ? perMinute.toFixed(1) : number(Math.round(perMinute));
  return `${shown} endpoints a minute, ${count(lastEndpoints, 'endpoint')} a look`;
}

function Entry({ of }: { readonly of: Scheduled }) {
  const now = useNow();
  const progress = useLiveState().progress.find(({ entry }) => entry === of.entry);
  const { nextAt, targets, owner, blackout } = of;
  return (
    <Card title={of.entry} aside={<LookNow of={of} />}>
      {progress && <UnderWay of={progress} />}
      <Facts
        of={[
          ['Looks at', targets.length === 0 ? 'the whole scope' : targets.join(', ')],
          ['How often', often(of)],
          ['On average', rate(of)],
          [
            'Next',
            nextAt === null
              ? 'not planned'
              : Date.parse(nextAt) > now
                ? `${ago(nextAt, now)}, ${moment(nextAt)}`
                : 'due now',
          ],
          [
            'Never',
            blackout
              .map(({ days, from, to, zone }) => `${days.join(' ')} ${from} to ${to} ${zone}`)
              .join('; '),
          ],
          ['Owner', owner],
        ]}
      />
    </Card>
  );
}

function LookNow({ of: { entry, running } }: { readonly of: Scheduled }) {
  const client = useQueryClient();
  const mayOperate = useMay('operate');
  const look = useMutation({
    mutationFn: () => api.startRun(entry),
    onSettled: () => client.invalidateQueries({ queryKey: ['schedule'] }),
  });
  if (!mayOperate) return null;
  return (
    <>
      <Button
        size="sm"
        variant="default"
        disabled={running}
        loading={look.isPending}
        aria-label={`Look at ${entry} now`}
        onClick={() => look.mutate()}
      >
        {running ? 'Looking' : 'Look now'}
      </Button>
      {look.error && <Problem error={look.error} />}
    </>
  );
}
