/** How many doors were open, day by day: a line to look at, and the same in words for who cannot. */
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Overview } from '../shapes.ts';
import { count, day, number } from '../words.ts';

type Days = Overview['trend'];

const HEIGHT = 190;
const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const AXIS_WIDTH = 44;

function colour(name: string): string {
  // A custom property with light-dark() is settled only where it is used.
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function draw(place: HTMLElement, days: Days): uPlot {
  const ink = colour('--quiet');
  const line = colour('--line');
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  return new uPlot(
    {
      width: place.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (_, __, most) => [0, Math.max(4, most * 1.1)] } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          values: (_, marks) => marks.map((each) => SHORT.format(each * 1000)),
        },
        {
          ...axis,
          size: AXIS_WIDTH,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
        },
      ],
      series: [
        {},
        {
          stroke: colour('--link'),
          fill: `color-mix(in srgb, ${colour('--link')} 14%, transparent)`,
          width: 2,
          points: { show: false },
        },
      ],
    },
    [days.map((each) => Date.parse(`${each.day}T00:00:00`) / 1000), days.map(({ open }) => open)],
    place,
  );
}

function inWords(days: Days): string {
  const last = days.at(-1);
  const first = days[0];
  if (!first || !last) return '';
  const opened = days.reduce((sum, each) => sum + each.opened, 0);
  const closed = days.reduce((sum, each) => sum + each.closed, 0);
  return `From ${day(first.day)} to ${day(last.day)}: ${count(opened, 'door')} opened, ${number(closed)} shut; ${number(first.open)} were open then, ${number(last.open)} are now, accepted ones among them.`;
}

export function Trend({ days }: { readonly days: Days }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let chart = draw(element, days);
    const again = (): void => {
      chart.destroy();
      chart = draw(element, days);
    };
    const size = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    size.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', again);
    return () => {
      size.disconnect();
      scheme.removeEventListener('change', again);
      chart.destroy();
    };
  }, [days]);
  return (
    <>
      <div ref={place} aria-hidden="true" />
      <p>{inWords(days)}</p>
    </>
  );
}
