/** One finding: what to do, how we know, since when, whose it is. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import { Answering } from '../parts/answering.tsx';
import { Card, Facts, Screen } from '../parts/card.tsx';
import { CaseOf } from '../parts/case-of.tsx';
import { Exposure } from '../parts/exposure.tsx';
import { Inside } from '../parts/inside.tsx';
import { MuteMark, SeverityMark, StateMark, When } from '../parts/marks.tsx';
import { Loaded } from '../parts/notes.tsx';
import parts from '../parts/parts.module.css';
import { Proof } from '../parts/proof.tsx';
import { Prose } from '../parts/prose.tsx';
import type { Change, FindingDetail } from '../shapes.ts';
import { count, exposure, moment } from '../words.ts';
import css from './finding.module.css';

const route = getRouteApi('/inside/findings/$id');

export function FindingScreen(): ReactElement {
  const { id } = route.useParams();
  const finding = useQuery({ queryKey: ['finding', id], queryFn: () => api.finding(id) });
  return (
    <>
      <p>
        <Link to="/findings" search={{ state: ['open'] }}>
          All that is open
        </Link>
      </p>
      <Loaded of={finding}>{(of) => <Detail of={of} />}</Loaded>
    </>
  );
}

function Detail({ of }: { readonly of: FindingDetail }) {
  const now = useNow();
  const { finding, observations, windows } = of;
  const seen = observations.find(({ proof }) => proof.length > 0) ?? observations[0];
  const inventory = observations.find((each) => each.inventory)?.inventory;
  return (
    <Screen title={finding.title}>
      <p className={css.lead}>
        <SeverityMark severity={finding.severity} />
        {of.state !== 'open' && <StateMark state={of.state} />}
        <MuteMark of={of.mute} now={now} />
        <strong>{exposure(windows.at(-1), now)}</strong>
        <span>{of.owner ?? 'nobody’s yet'}</span>
      </p>
      {of.untold > 0 && (
        <div className={parts.problem}>
          {`The last ${count(of.untold, 'look')} could not tell; what stands here is from ${moment(of.lastTold)}.`}
        </div>
      )}
      <div className={css.columns}>
        <div className={css.column}>
          <Card title="What to do">
            <Remedy of={of} />
          </Card>
          <Card title="How we know">
            <p>{finding.why}</p>
            {seen ? (
              <Proof of={seen} />
            ) : (
              <p className={parts.quiet}>The looks themselves are no longer kept.</p>
            )}
          </Card>
          {inventory && (
            <Card title="What stands inside">
              <Inside of={inventory} />
            </Card>
          )}
        </div>
        <div className={css.column}>
          <Card title="Whose it is">
            <Answering of={of} />
          </Card>
          <Card title="If it went wrong">
            <CaseOf of={of} />
          </Card>
          <Card title="Since when">
            <Exposure windows={windows} now={now} />
          </Card>
          <Card title="Where">
            <Where of={of} />
          </Card>
          <Card title="What happened">
            <History changes={of.changes} />
          </Card>
        </div>
      </div>
    </Screen>
  );
}

function Remedy({ of: { finding } }: { readonly of: FindingDetail }) {
  const { remedy, changes = [], references, rule } = finding;
  return (
    <>
      <p className={css.remedy}>
        <Prose text={remedy} />
      </p>
      {changes.length > 0 && (
        <ul className={css.exchange}>
          {changes.map(({ file, line, says, write, add }) => (
            <li key={`${file}:${line} ${says}`}>
              <code>{`${file}:${line}`}</code> {says}
              {(write ?? add) !== undefined && (
                <div>
                  {add === undefined ? 'Write ' : 'Add '}
                  <code>{write ?? add}</code>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      <ul>
        {references.map((url) => (
          <li key={url}>
            {url.startsWith('https://') ? (
              <a href={url} rel="noreferrer noopener" target="_blank">
                {url}
              </a>
            ) : (
              url
            )}
          </li>
        ))}
      </ul>
      <p className={parts.quiet}>
        {'Why this matters: '}
        <code>{`nightlatch explain ${rule}`}</code>
      </p>
    </>
  );
}

function Where({ of }: { readonly of: FindingDetail }) {
  const { finding, observations, entry } = of;
  const { where, score, asset, product } = finding;
  const { host, address, port, boundTo, file, line } = where;
  const version = observations.find((each) => each.version !== null)?.version;
  const shown = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  return (
    <Facts
      of={[
        [
          'Asset',
          <Link key="asset" to="/assets/$asset" params={{ asset }}>
            <code>{asset}</code>
          </Link>,
        ],
        ['Address', <code key="address">{shown}</code>],
        ['Name', host],
        ['Bound to', boundTo],
        ['File', file === undefined ? null : <code key="file">{`${file}:${line ?? 1}`}</code>],
        ['Product', product && `${product}${version ? ` ${version}` : ''}`],
        ['Watched as', entry],
        ['Reached by', score.reach.word],
        ['Gives', score.control.word],
        ['At stake', score.magnitude.word],
        ['Score', `${Math.round(score.value)} of 100`],
      ]}
    />
  );
}

function History({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return <p className={parts.quiet}>Nothing yet.</p>;
  return (
    <ol className={css.history} reversed>
      {changes.toReversed().map((each) => (
        <li key={each.seq}>
          <strong>{each.kind.replaceAll('-', ' ')}</strong>
          {each.by !== null && ` by ${each.by}`}
          {', '}
          <When at={each.at}>{moment(each.at)}</When>
          {each.note !== '' && <div className={parts.quiet}>{each.note}</div>}
        </li>
      ))}
    </ol>
  );
}
