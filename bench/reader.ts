/**
 * Somebody who looks at the findings of a `serve` again and again, in a process of its own: `URL COUNT`, or
 * `URL run` for as long as a large run goes on. The token stands in
 * BENCH_TOKEN. Prints how many milliseconds each page took.
 */
import { pause } from './pause.ts';

/** The API gives one caller 1,200 requests a minute. */
const BETWEEN = 60; // ms
/** The run that is waited for is not the one of before, at a single endpoint. */
const LEAST = 1;
/** Asked whether the run has ended once in so many pages. */
const SELDOM = 10;

const [url = '', until = ''] = process.argv.slice(2);
const token = process.env['BENCH_TOKEN'] ?? '';

async function get(path: string): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return await answer.json();
}

async function hasEnded(): Promise<boolean> {
  const { items } = (await get('/runs?limit=1')) as {
    items: { finished: string | null; endpoints: number }[];
  };
  const [last] = items;
  return typeof last?.finished === 'string' && last.endpoints > LEAST;
}

const took: number[] = [];
const isOver = async (): Promise<boolean> =>
  until === 'run' ? took.length % SELDOM === 0 && (await hasEnded()) : took.length >= Number(until);

while (!(await isOver())) {
  const started = performance.now();
  await get('/findings?state=open&limit=50');
  took.push(performance.now() - started);
  await pause(BETWEEN);
}
console.log(JSON.stringify(took));
