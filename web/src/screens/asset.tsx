/** One asset: what is wrong with it, what it holds, what the last look saw. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import { Card, Facts, Screen } from '../parts/card.tsx';
import { Inside } from '../parts/inside.tsx';
import { Table, type Column } from '../parts/list.tsx';
import { SeverityMark, StateOf } from '../parts/marks.tsx';
import { Empty, Loaded } from '../parts/notes.tsx';
import { Proof } from '../parts/proof.tsx';
import type { AssetDetail, Finding, Observation } from '../shapes.ts';
import { ago, exposure, moment } from '../words.ts';

const route = getRouteApi('/inside/assets/$asset');

export function AssetScreen(): ReactElement {
  const { asset } = route.useParams();
  const detail = useQuery({ queryKey: ['asset', asset], queryFn: () => api.asset(asset) });
  return (
    <>
      <p>
        <Link to="/assets" search={{}}>
          All assets
        </Link>
      </p>
      <Loaded of={detail}>{(of) => <Detail of={of} />}</Loaded>
    </>
  );
}

function Detail({ of }: { readonly of: AssetDetail }) {
  const now = useNow();
  const [latest] = of.observations;
  const inventory = of.observations.find((each) => each.inventory)?.inventory;
  return (
    <Screen title={of.asset} says={`${of.product ?? 'Not known'}: ${of.access} to a stranger`}>
      <Card title="What was found">
        {of.findings.length === 0 ? (
          <Empty title="Nothing is wrong with it, as far as a look can tell" />
        ) : (
          <Table
            label="Findings"
            columns={columnsAt(now)}
            items={of.findings}
            keyOf={({ finding }) => finding.id}
          />
        )}
      </Card>
      {inventory && (
        <Card title="What stands inside">
          <Inside of={inventory} />
        </Card>
      )}
      {latest && (
        <Card title="The last look">
          <Proof of={latest} />
        </Card>
      )}
      <Card title="What is known of it">
        <Known of={of} latest={latest} now={now} />
      </Card>
    </Screen>
  );
}

function columnsAt(now: number): Column<Finding>[] {
  return [
    { name: 'Severity', cell: ({ finding }) => <SeverityMark severity={finding.severity} /> },
    {
      name: 'What',
      cell: ({ finding: { id, title } }) => (
        <Link to="/findings/$id" params={{ id }}>
          {title}
        </Link>
      ),
    },
    { name: 'State', cell: (of) => <StateOf of={of} now={now} /> },
    { name: 'Since', cell: ({ windows }) => exposure(windows.at(-1), now) },
    { name: 'Whose', cell: ({ owner }) => owner ?? 'nobody’s yet' },
  ];
}

interface KnownProps {
  readonly of: AssetDetail;
  readonly latest: Observation | undefined;
  readonly now: number;
}

function tlsWords(tls: Observation['tls'] | undefined): string {
  if (tls === null || tls === undefined) return 'not asked';
  if (!tls.offered) return 'none';
  const versions = tls.versions.length === 0 ? '' : ` (${tls.versions.join(', ')})`;
  return `${tls.required === true ? 'required' : 'offered'}${versions}`;
}

function Known({ of, latest, now }: KnownProps) {
  const { address, port, host, version, entry, firstSeen, lastSeen, links } = of;
  return (
    <Facts
      of={[
        ['Address', `${address}, port ${port}`],
        ['Name', host],
        ['Version', version],
        ['Speaks', latest?.protocol],
        ['TLS', tlsWords(latest?.tls)],
        ['Watched as', entry],
        ['First seen', moment(firstSeen)],
        ['Last seen', `${moment(lastSeen)} (${ago(lastSeen, now)})`],
        [
          'Other names',
          links.map(({ was, is, kind, at }) => `${was} ${kind} to ${is}, ${moment(at)}`).join('; '),
        ],
      ]}
    />
  );
}
