/** Who came, from where, what they took, and how sure that is. Scanners are marked, and never left out. */
import { api } from '../api.ts';
import { ACTOR_WORDS, bytes, LEVEL_WORDS, rows } from '../case-words.ts';
import type { CaseDetail, Page, Visit } from '../shapes.ts';
import { count, duration, moment, number } from '../words.ts';
import { Growing, Table, usePages, type Column } from './list.tsx';
import { When } from './marks.tsx';
import { Empty } from './notes.tsx';
import parts from './parts.module.css';

const COLUMNS: readonly Column<Visit>[] = [
  {
    name: 'Who',
    cell: ({ actor, clients }) => (
      <>
        {ACTOR_WORDS[actor.class]}
        {actor.organisation !== null && ` (${actor.organisation})`}
        {clients.length > 0 && <div className={parts.quiet}>{`says: ${clients.join(', ')}`}</div>}
      </>
    ),
  },
  { name: 'From', cell: ({ address }) => <code>{address ?? 'not recorded'}</code> },
  {
    name: 'When',
    cell: ({ span }) => (
      <>
        <When at={span.from}>{moment(span.from)}</When>
        {span.to !== span.from && `, for ${duration(Date.parse(span.to) - Date.parse(span.from))}`}
      </>
    ),
  },
  {
    name: 'What',
    cell: ({ level, requests, tables, signatures }) => (
      <>
        <strong>{LEVEL_WORDS[level]}</strong>
        {`, ${count(requests, 'request')}`}
        {tables.map(({ table, certainty }) => (
          <div key={`${table} ${certainty}`}>
            <code>{table}</code>
          </div>
        ))}
        {signatures.length > 0 && <div className={parts.quiet}>{signatures.join(', ')}</div>}
      </>
    ),
  },
  {
    name: 'Took',
    cell: ({ total }) => (
      <>
        {rows(total)}
        {bytes(total).map((each) => (
          <div key={each} className={parts.quiet}>
            {each}
          </div>
        ))}
      </>
    ),
  },
];

export function CaseLedger({ of }: { readonly of: CaseDetail }) {
  const pages = usePages<Visit, Page<Visit>>({
    queryKey: ['case', of.id, 'ledger', of.head],
    ask: (paging) => api.visits(of.id, paging),
  });
  const { ledger } = of;
  if (!ledger)
    return (
      <p className={parts.quiet}>Nobody was counted yet. That does not say that nobody came.</p>
    );
  return (
    <>
      <Growing<Visit>
        label="Visits, those who got furthest first"
        pages={pages}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        empty={
          <Empty title="The sources show no visit">
            <p>For the time that they cover; for the rest nothing can be said.</p>
          </Empty>
        }
      />
      {ledger.own.requests > 0 && (
        <p
          className={parts.quiet}
        >{`${count(ledger.own.requests, 'request')} of Nightlatch itself left out.`}</p>
      )}
    </>
  );
}

/** What was recorded by whom, where nothing was, and what looks as if a record had been thinned. */
export function CaseSources({ of }: { readonly of: NonNullable<CaseDetail['ledger']> }) {
  const { sources, coverage, suspicions } = of;
  return (
    <>
      <Table
        label="Sources"
        items={sources}
        keyOf={({ id }) => id}
        columns={[
          { name: 'Source', cell: ({ says }) => <code>{says}</code> },
          { name: 'Kind', cell: ({ kind }) => kind },
          { name: 'Tells who reads', cell: ({ recordsReads }) => (recordsReads ? 'yes' : 'no') },
          {
            name: 'From and to',
            cell: ({ span }) =>
              span ? `${moment(span.from)} to ${moment(span.to)}` : 'no time in it',
          },
          {
            name: 'Lines',
            cell: ({ lines, damaged }) =>
              `${number(lines)}${damaged > 0 ? `, ${number(damaged)} damaged` : ''}`,
          },
        ]}
      />
      {coverage && coverage.gaps.length > 0 && (
        <Table
          label="Where nothing was recorded"
          items={coverage.gaps}
          keyOf={({ from }) => from}
          columns={[
            {
              name: 'Nothing recorded',
              cell: ({ from, to }) => `${moment(from)} to ${moment(to)}`,
            },
            { name: 'Because', cell: ({ reason }) => reason },
          ]}
        />
      )}
      {suspicions.length > 0 && (
        <Table
          label="Signs that a record was thinned"
          items={suspicions}
          keyOf={({ kind, at, evidence }) => `${kind} ${at} ${evidence}`}
          columns={[
            { name: 'Suspicion', cell: ({ kind }) => kind.replaceAll('-', ' ') },
            { name: 'Evidence', cell: ({ evidence }) => evidence },
            { name: 'Innocent, it would be', cell: ({ innocent }) => innocent },
          ]}
        />
      )}
    </>
  );
}
