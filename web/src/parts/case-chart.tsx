/** The case as lanes over one scale of time; the same stands in words and tables beside it. */
import type { ReactNode } from 'react';
import type { CaseDetail, CaseEvent, Visit } from '../shapes.ts';
import { moment } from '../words.ts';
import css from './case.module.css';

const WIDTH = 1000;
const LANE = 24;
const THINNEST = 3;
const ROUND = 2;
const MIDDLE = 2;

/** What stands in the lane of actions; forms that were filled in would crowd out what was done. */
const ACTIONS = new Set([
  'opened',
  'snapshot',
  'ledger',
  'indicators',
  'approved',
  'step',
  'verified',
]);

/** How far a visit got, as its row of the lane and its colour. */
const ROWS: Readonly<Record<Visit['level'], { readonly row: number; readonly colour: string }>> = {
  destroyed: { row: 0, colour: 'var(--critical)' },
  bulk: { row: 0, colour: 'var(--critical)' },
  rows: { row: 1, colour: 'var(--high)' },
  metadata: { row: 2, colour: 'var(--low)' },
  connected: { row: 2, colour: 'var(--low)' },
  refused: { row: 2, colour: 'var(--quiet)' },
};
const ROW_NAMES = ['Read in bulk', 'Read rows', 'Looked'];

interface ChartProps {
  readonly of: CaseDetail;
  readonly visits: readonly Visit[];
  readonly events: readonly CaseEvent[];
  readonly now: number;
}

interface Scale {
  readonly from: number;
  readonly to: number;
  readonly at: (iso: string) => number;
}

function scaleOf({ of, visits, events, now }: ChartProps): Scale {
  const { window, ledger } = of;
  const times = [
    window?.lastShutBefore,
    window?.firstOpen,
    window?.firstShut,
    ledger?.coverage?.window.from,
    ledger?.coverage?.window.to,
    ...visits.flatMap(({ span }) => [span.from, span.to]),
    ...events.map(({ at }) => at),
  ].map((each) => Date.parse(each ?? ''));
  const known = times.filter((each) => !Number.isNaN(each));
  const isOpen = window !== null && window.firstShut === null;
  const from = known.reduce((a, b) => Math.min(a, b), now);
  const to = known.reduce((a, b) => Math.max(a, b), isOpen ? now : from + 1);
  return { from, to, at: (iso) => ((Date.parse(iso) - from) / Math.max(1, to - from)) * WIDTH };
}

interface BarProps {
  readonly from: number;
  readonly to: number;
  readonly fill: string;
  readonly y?: number;
  readonly height?: number;
  readonly faint?: boolean;
}

function Bar({ from, to, fill, y = 0, height = LANE, faint = false }: BarProps) {
  return (
    <rect
      x={Math.max(0, Math.min(from, WIDTH - THINNEST))}
      y={y}
      width={Math.max(THINNEST, to - from)}
      height={height}
      rx={ROUND}
      fill={fill}
      opacity={faint ? '0.3' : '1'}
    />
  );
}

function Lane({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <div className={css.lane}>{name}</div>
      <svg
        className={css.bars}
        viewBox={`0 0 ${WIDTH} ${LANE}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect y={LANE / 2} width={WIDTH} height={1} fill="var(--line)" />
        {children}
      </svg>
    </>
  );
}

export function CaseChart(props: ChartProps) {
  const { of, visits, events } = props;
  const scale = scaleOf(props);
  const { at, from, to } = scale;
  return (
    <div className={css.chart}>
      <Lane name="Open">
        <Window of={of} at={at} />
      </Lane>
      {ROW_NAMES.map((name, row) => (
        <Lane key={name} name={name}>
          {visits
            .filter(({ level }) => ROWS[level].row === row)
            .map(({ id, span, level, actor }) => (
              <Bar
                key={id}
                from={at(span.from)}
                to={at(span.to)}
                fill={ROWS[level].colour}
                faint={actor.class === 'owner'}
              />
            ))}
        </Lane>
      ))}
      <Lane name="Done">
        {events
          .filter(({ kind }) => ACTIONS.has(kind))
          .map((event) => (
            <Bar
              key={event.seq}
              from={at(event.at) - MIDDLE}
              to={at(event.at) + MIDDLE}
              fill="var(--link)"
            />
          ))}
      </Lane>
      <Lane name="Recorded">
        <Covered of={of} at={at} />
      </Lane>
      <div />
      <div className={css.axis}>
        {[from, (from + to) / 2, to].map((each) => (
          <span key={each}>{moment(new Date(each).toISOString())}</span>
        ))}
      </div>
    </div>
  );
}

interface PartProps extends Pick<Scale, 'at'> {
  readonly of: CaseDetail;
}

function Window({ of: { window }, at }: PartProps) {
  if (!window) return null;
  const { lastShutBefore, firstOpen, firstShut } = window;
  return (
    <>
      {lastShutBefore !== null && (
        <Bar from={at(lastShutBefore)} to={at(firstOpen)} fill="var(--critical)" faint />
      )}
      <Bar
        from={at(firstOpen)}
        to={firstShut === null ? WIDTH : at(firstShut)}
        fill="var(--critical)"
      />
    </>
  );
}

function Covered({ of: { ledger }, at }: PartProps) {
  const { covered = [], gaps = [] } = ledger?.coverage ?? {};
  return (
    <>
      {covered.map((each) => (
        <Bar key={each.from} from={at(each.from)} to={at(each.to)} fill="var(--good)" />
      ))}
      {gaps.map((each) => (
        <Bar
          key={each.from}
          from={at(each.from)}
          to={at(each.to)}
          y={LANE / 2 - MIDDLE}
          height={2 * MIDDLE}
          fill="var(--medium)"
        />
      ))}
    </>
  );
}
