/** Attempts a second against refused, open and silent ports, beside the C client. */
import { atLeast, isNode24, median, type Must, type Result, round, say, skip } from './figure.ts';
import { runAudit } from './nightlatch.ts';
import { makePlace, noNetworks, type Place } from './place.ts';
import { rounds, runEngine } from './rounds.ts';
import { noRedis, redisEverywhere } from './servers.ts';
import { noYardstick, yardstick } from './yardstick.ts';

const BASE = '127.1.0.0';
const CLOSED = { count: 65_536, range: `${BASE}/16:9`, port: 9 };
const OPEN = { count: 16_384, port: 6379 };
const SILENT = { count: 8192, range: `${BASE}/19:10`, port: 10, timeout: 500, inFlight: 4096 };

/** Shares of the C client's speed, as the goals set them. */
const LIMITS = isNode24 ? { closed: 0.22, open: 0.48 } : { closed: 0.15, open: 0.35 };

type Part = { readonly figures: Record<string, unknown>; readonly must: readonly Must[] };

async function closed(place: Place): Promise<Part> {
  const seconds = await rounds({
    c: async () => (await yardstick(place, { mode: 'sweep', base: BASE, ...CLOSED })).seconds,
    program: async () => checked(await runAudit(place, [CLOSED.range])),
    engine: async () => (await runEngine(place, BASE, CLOSED.count, CLOSED.port)).seconds,
  });
  const { shown, ratio } = compare(CLOSED.count, seconds);
  return {
    figures: shown,
    must: [atLeast('closed ports, program / C', ratio('program'), LIMITS.closed)],
  };
}

function checked({ seconds, coverage }: Awaited<ReturnType<typeof runAudit>>): number {
  if (coverage.refused === CLOSED.count) return seconds;
  throw new Error(`${coverage.refused} of ${CLOSED.count} closed ports were seen as such`);
}

async function open(place: Place): Promise<Part> {
  await using _server = await redisEverywhere(place, OPEN.port);
  const seconds = await rounds({
    c: async () => (await yardstick(place, { mode: 'ping', base: BASE, ...OPEN })).seconds,
    engine: async () => {
      const { seconds: took, byOutcome } = await runEngine(place, BASE, OPEN.count, OPEN.port);
      if (byOutcome['open'] !== OPEN.count) throw new Error(`engine: ${JSON.stringify(byOutcome)}`);
      return took;
    },
  });
  const { shown, ratio } = compare(OPEN.count, seconds);
  return {
    figures: shown,
    must: [atLeast('identify and access, engine / C', ratio('engine'), LIMITS.open)],
  };
}

/** Here the time-out decides, the same on both sides: who keeps as many waiting is as fast. */
async function silent(place: Place): Promise<Part> {
  await place.silence(SILENT.port);
  const { count, range, timeout } = SILENT;
  const jobs = {
    c: async () => (await yardstick(place, { mode: 'sweep', base: BASE, ...SILENT })).seconds,
    program: async () => (await runAudit(place, [range, '--timeout', String(timeout)])).seconds,
  };
  return { figures: compare(count, await rounds(jobs, 1)).shown, must: [] };
}

function compare(count: number, seconds: Record<string, number[]>) {
  const { c = [] } = seconds;
  const ratio = (name: string): number => median(c) / median(seconds[name] ?? []);
  const shown = Object.fromEntries(
    Object.entries(seconds).map(([name, list]) => [
      name,
      {
        seconds: list.map(round),
        perSecond: Math.round(count / median(list)),
        shareOfC: round(ratio(name)),
      },
    ]),
  );
  return { shown: { attempts: count, ...shown }, ratio };
}

export async function sweep(): Promise<Result> {
  const reason = noYardstick();
  if (reason !== undefined) return skip(reason);
  await using place = await makePlace();
  const parts: [string, string | undefined, (where: Place) => Promise<Part>][] = [
    ['refused', undefined, closed],
    ['open', noRedis(), open],
    ['silent', noNetworks(), silent],
  ];
  const figures: Record<string, unknown> = {};
  const must: Must[] = [];
  const skipped: string[] = [];
  for (const [name, absent, measure] of parts) {
    if (absent !== undefined) {
      skipped.push(`${name} ports: ${absent}`);
      continue;
    }
    say(`  ${name} ports`);
    const part = await measure(place);
    figures[name] = part.figures;
    must.push(...part.must);
  }
  return { figures, must, skipped };
}
