import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import type { Delivery, Page, Receiver } from '../shapes.ts';
import { ago } from '../words.ts';
import { Card } from './card.tsx';
import { Growing, Table, usePages, type Column } from './list.tsx';
import { useMay } from './me.ts';
import { Empty, Loaded, Problem } from './notes.tsx';
import css from './parts.module.css';

const RECEIVERS: readonly Column<Receiver>[] = [
  { name: 'Name', cell: ({ name }) => name },
  { name: 'Kind', cell: ({ kind, signed }) => `${kind}${signed ? ', signed' : ''}` },
  { name: 'At', cell: ({ host }) => host ?? 'as the environment says' },
  {
    name: 'Told of',
    cell: ({ severities, owners }) =>
      `${severities?.join(', ') ?? 'everything'}${owners ? ` of ${owners.join(', ')}` : ''}`,
  },
  { name: 'Test', cell: ({ name }) => <Test name={name} /> },
];

export function Receivers() {
  const receivers = useQuery({ queryKey: ['receivers'], queryFn: api.receivers });
  return (
    <Card title="Who is told">
      <Loaded of={receivers}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nobody is told when a door opens">
              Add somebody to “receivers:” in nightlatch.yaml.
            </Empty>
          ) : (
            <Table label="Receivers" columns={RECEIVERS} items={items} keyOf={({ name }) => name} />
          )
        }
      </Loaded>
    </Card>
  );
}

function Test({ name }: { readonly name: string }) {
  const mayOperate = useMay('operate');
  const test = useMutation({ mutationFn: () => api.testReceiver(name) });
  if (!mayOperate) return '–';
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={test.isPending}
        aria-label={`Send a test message to ${name}`}
        onClick={() => test.mutate()}
      >
        Send a test message
      </Button>
      <span role="status">
        {test.data && (test.data.delivered ? ' It was taken.' : ` It failed: ${test.data.error}`)}
      </span>
      {test.error && <Problem error={test.error} />}
    </>
  );
}

export function DeadLetters() {
  const now = useNow();
  const pages = usePages<Delivery, Page<Delivery>>({
    queryKey: ['deliveries', 'dead'],
    ask: (paging) => api.deliveries('dead', paging),
  });
  if (pages.data?.pages[0]?.items.length === 0) return null;
  return (
    <Card title="Messages that reached nobody">
      <Growing<Delivery>
        label="Messages that reached nobody"
        pages={pages}
        columns={[
          { name: 'What', cell: ({ summary }) => summary },
          { name: 'To', cell: ({ receiver }) => receiver },
          { name: 'From', cell: ({ created }) => ago(created, now) },
          {
            name: 'Why',
            cell: ({ error, attempts }) => (
              <>
                {error ?? 'not known'}
                <div className={css.quiet}>{`tried ${attempts} times`}</div>
              </>
            ),
          },
          { name: 'Again', cell: ({ id, summary }) => <Retry id={id} summary={summary} /> },
        ]}
        keyOf={({ id }) => id}
        empty={null}
      />
    </Card>
  );
}

function Retry({ id, summary }: { readonly id: string; readonly summary: string }) {
  const client = useQueryClient();
  const mayOperate = useMay('operate');
  const retry = useMutation({
    mutationFn: () => api.retry(id),
    onSuccess: () =>
      Promise.all(
        ['deliveries', 'overview'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
  if (!mayOperate) return '–';
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={retry.isPending}
        aria-label={`Send again: ${summary}`}
        onClick={() => retry.mutate()}
      >
        Send again
      </Button>
      {retry.error && <Problem error={retry.error} />}
    </>
  );
}
