/** `npm run bench [-- NAME…]`: one JSON document on standard output, progress on standard error. */
import { cpus, loadavg, release, totalmem } from 'node:os';
import { check } from './check.ts';
import { alerts } from './alerts.ts';
import { classify } from './classify.ts';
import { crash } from './crash.ts';
import { type Result, say } from './figure.ts';
import { lab } from './lab.ts';
import { large } from './large.ts';
import { oddPort } from './odd-port.ts';
import { pages } from './pages.ts';
import { redis } from './redis.ts';
import { replays } from './replays.ts';
import { sweep } from './sweep.ts';
import { trails } from './trails.ts';

const BENCHES: Readonly<Record<string, (only: readonly string[]) => Promise<Result>>> = {
  alerts,
  check,
  classify,
  crash,
  pages,
  trails,
  replays,
  sweep,
  redis,
  'odd-port': oddPort,
  large,
  lab,
};

interface Row extends Result {
  readonly name: string;
  /** null: nothing of it could be measured here. */
  readonly met: boolean | null;
  readonly loadBefore: number;
}

/** A word with a colon narrows a bench, or says how often: `lab:redis,etcd`, `crash:30`. */
async function measure(word: string): Promise<Row> {
  const [name = '', only = ''] = word.split(':');
  say(`bench ${word}`);
  const loadBefore = Number(loadavg()[0]?.toFixed(2));
  const result = await (BENCHES[name]?.(only.split(',').filter(Boolean)) ??
    Promise.reject(new Error(name)));
  for (const { what, limit, value, met } of result.must)
    say(`  ${met ? 'met' : 'MISSED'}: ${what} ${value} (${limit})`);
  for (const reason of result.skipped ?? []) say(`  skipped: ${reason}`);
  const met = result.must.length === 0 ? null : result.must.every((each) => each.met);
  return { name, loadBefore, ...result, met };
}

async function main(words: readonly string[]): Promise<number> {
  const wanted = words.length > 0 ? words : Object.keys(BENCHES);
  const strange = wanted.filter((word) => !Object.hasOwn(BENCHES, word.split(':')[0] ?? ''));
  if (strange.length > 0) {
    say(`no bench is called ${strange.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
    return 2;
  }
  const results: Row[] = [];
  for (const word of wanted) results.push(await measure(word));
  const [cpu] = cpus();
  const machine = {
    cpu: cpu?.model,
    cores: cpus().length,
    memoryMB: Math.round(totalmem() / 1e6),
    kernel: release(),
  };
  console.log(JSON.stringify({ machine, node: process.version, results }, null, 2));
  return results.some(({ met }) => met === false) ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
