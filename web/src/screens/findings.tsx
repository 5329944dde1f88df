/** Findings, worst first; every filter stands in the URL. */
import { Button, Chip, Group, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { api, type FindingFilter } from '../api.ts';
import { useNow } from '../now.ts';
import { Screen } from '../parts/card.tsx';
import { Growing, usePages, type Column } from '../parts/list.tsx';
import { SeverityMark, StateOf } from '../parts/marks.tsx';
import { Empty } from '../parts/notes.tsx';
import parts from '../parts/parts.module.css';
import { SEVERITIES, STATES } from '../search.ts';
import type { Finding, FindingPage } from '../shapes.ts';
import { count, exposure, STATE_WORDS } from '../words.ts';

const route = getRouteApi('/inside/findings');

export function FindingsScreen(): ReactElement {
  const filter: FindingFilter = route.useSearch();
  const now = useNow();
  const pages = usePages<Finding, FindingPage>({
    queryKey: ['findings', filter],
    ask: (paging) => api.findings(filter, paging),
  });
  const counts = pages.data?.pages[0]?.counts;
  const total = counts?.reduce((sum, each) => sum + each.count, 0);
  return (
    <Screen
      title="Findings"
      says={total === undefined ? 'Counting…' : `${count(total, 'finding')}, worst first`}
    >
      <Filters filter={filter} />
      <div className={parts.card}>
        <Growing<Finding>
          label="Findings, worst first"
          pages={pages}
          columns={columnsAt(now)}
          keyOf={({ finding }) => finding.id}
          empty={<NoFindings filter={filter} />}
        />
      </div>
    </Screen>
  );
}

function columnsAt(now: number): Column<Finding>[] {
  return [
    {
      name: 'Severity',
      cell: ({ finding: { severity } }) => <SeverityMark severity={severity} />,
    },
    {
      name: 'What',
      cell: ({ finding: { id, title, product } }) => (
        <>
          <Link to="/findings/$id" params={{ id }}>
            {title}
          </Link>
          {product !== null && <div className={parts.quiet}>{product}</div>}
        </>
      ),
    },
    {
      name: 'Where',
      cell: ({ finding: { asset } }) => (
        <Link to="/assets/$asset" params={{ asset }}>
          <code>{asset}</code>
        </Link>
      ),
    },
    { name: 'State', cell: (of) => <StateOf of={of} now={now} /> },
    { name: 'Since', cell: ({ windows }) => exposure(windows.at(-1), now) },
    {
      name: 'Whose',
      cell: ({ owner }) => owner ?? <span className={parts.quiet}>nobody’s yet</span>,
    },
  ];
}

function NoFindings({ filter }: { readonly filter: FindingFilter }) {
  const isWide = Object.keys(filter).length === 0;
  const isOpen = Object.keys(filter).length === 1 && filter.state?.join() === 'open';
  if (isWide)
    return <Empty title="Nothing was found yet">It stands here once a look finds something.</Empty>;
  if (isOpen)
    return (
      <Empty title="Nothing is open">
        <Link to="/findings" search={{}}>
          What was found before
        </Link>
      </Empty>
    );
  return (
    <Empty title="Nothing fits these filters">
      <Link to="/findings" search={{}}>
        Take all filters away
      </Link>
    </Empty>
  );
}

function Filters({ filter }: { readonly filter: FindingFilter }) {
  const navigate = useNavigate();
  const change = (news: Partial<FindingFilter>): void => {
    void navigate({ to: '/findings', search: { ...filter, ...news }, replace: true });
  };
  return (
    <div className={parts.card} role="search" aria-label="Filters">
      <Group gap="xs">
        <Chip.Group
          multiple
          value={filter.state ?? []}
          onChange={(chosen) => change({ state: STATES.filter((each) => chosen.includes(each)) })}
        >
          <div className={parts.flat} role="group" aria-label="State">
            {STATES.map((state) => (
              <Chip key={state} value={state} size="sm" variant="outline">
                {STATE_WORDS[state]}
              </Chip>
            ))}
          </div>
        </Chip.Group>
        <Chip
          size="sm"
          variant="outline"
          checked={filter.muted === 'true'}
          onChange={(isMuted) => change({ muted: isMuted ? 'true' : undefined })}
        >
          Muted
        </Chip>
      </Group>
      <Chip.Group
        multiple
        value={filter.severity ?? []}
        onChange={(chosen) =>
          change({ severity: SEVERITIES.filter((each) => chosen.includes(each)) })
        }
      >
        <Group gap="xs" role="group" aria-label="Severity">
          {SEVERITIES.map((severity) => (
            <Chip key={severity} value={severity} size="sm" variant="outline">
              {severity}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <details open={TEXTS.some(([key]) => filter[key] !== undefined)}>
        <summary>By asset, product, owner or rule</summary>
        <Texts key={JSON.stringify(filter)} filter={filter} change={change} />
      </details>
      {Object.keys(filter).length > 0 && (
        <Link to="/findings" search={{}}>
          Take all filters away
        </Link>
      )}
    </div>
  );
}

const TEXTS = [
  ['q', 'Part of the asset’s name'],
  ['product', 'Product'],
  ['owner', 'Owner'],
  ['rule', 'Rule'],
] as const;

interface TextsProps {
  readonly filter: FindingFilter;
  readonly change: (news: Partial<FindingFilter>) => void;
}

function Texts({ filter, change }: TextsProps) {
  const [texts, setTexts] = useState<Readonly<Record<string, string | undefined>>>(() =>
    Object.fromEntries(TEXTS.map(([key]) => [key, filter[key]])),
  );
  return (
    <form
      className={parts.row}
      onSubmit={(event) => {
        event.preventDefault();
        change(
          Object.fromEntries(
            TEXTS.map(([key]) => [key, texts[key]?.trim() ? texts[key].trim() : undefined]),
          ),
        );
      }}
    >
      {TEXTS.map(([key, label]) => (
        <TextInput
          key={key}
          label={label}
          size="sm"
          value={texts[key] ?? ''}
          onChange={({ currentTarget: { value } }) => setTexts({ ...texts, [key]: value })}
        />
      ))}
      <Button type="submit" size="sm" variant="default">
        Filter
      </Button>
    </form>
  );
}
