/** When it was open, drawn from the first time it was seen so until now. */
import type { ExposureWindow } from '../shapes.ts';
import { exposure, moment } from '../words.ts';
import css from '../screens/finding.module.css';
import { When } from './marks.tsx';
import parts from './parts.module.css';

const WIDTH = 1000;
const HEIGHT = 24;
const THINNEST = 4;
const ROUND = 3;

interface ExposureProps {
  readonly windows: readonly ExposureWindow[];
  readonly now: number;
}

export function Exposure({ windows, now }: ExposureProps) {
  const first = windows[0];
  if (!first) return <p className={parts.quiet}>It was never seen open.</p>;
  const from = Date.parse(first.lastShutBefore ?? first.firstOpen);
  const span = Math.max(1, now - from);
  const at = (iso: string): number => ((Date.parse(iso) - from) / span) * WIDTH;
  return (
    <>
      <svg
        className={css.line}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect y={HEIGHT / 2 - 1} width={WIDTH} height={2} fill="var(--line)" />
        {windows.map(({ lastShutBefore, firstOpen, firstShut }) => {
          const start = at(firstOpen);
          const end = firstShut === null ? WIDTH : at(firstShut);
          return (
            <g key={firstOpen}>
              {lastShutBefore !== null && (
                <rect
                  x={at(lastShutBefore)}
                  width={Math.max(0, start - at(lastShutBefore))}
                  height={HEIGHT}
                  fill="var(--critical)"
                  opacity="0.25"
                />
              )}
              <rect
                x={Math.min(start, WIDTH - THINNEST)}
                width={Math.max(THINNEST, end - start)}
                height={HEIGHT}
                rx={ROUND}
                fill="var(--critical)"
              />
            </g>
          );
        })}
      </svg>
      <ol className={css.history} reversed>
        {windows.toReversed().map((each) => (
          <li key={each.firstOpen}>
            <WindowWords of={each} now={now} />
          </li>
        ))}
      </ol>
    </>
  );
}

function WindowWords({ of, now }: { readonly of: ExposureWindow; readonly now: number }) {
  const { lastShutBefore, firstOpen, firstShut, ended, lastOpen } = of;
  return (
    <>
      <strong>{exposure(of, now)}</strong>
      <div>
        {'Seen open from '}
        <When at={firstOpen}>{moment(firstOpen)}</When>
        {firstShut === null ? ', last at ' : ' until '}
        <When at={lastOpen}>{moment(lastOpen)}</When>
        {firstShut !== null && (
          <>
            {ended === 'gone' ? '; nothing was there any more at ' : '; shut when looked at '}
            <When at={firstShut}>{moment(firstShut)}</When>
          </>
        )}
        {'. '}
        <span className={parts.quiet}>
          {lastShutBefore === null
            ? 'No look before saw it shut: it may have been open for longer.'
            : `It opened after ${moment(lastShutBefore)}, when it was last seen shut.`}
        </span>
      </div>
    </>
  );
}
