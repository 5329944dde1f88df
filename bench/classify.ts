/** How fast the classifier reads: each item's whole way, from rows to classes, on one core. */
import { classifyItem, type Item } from '../src/data/classify.ts';
import { measure } from '../test/corpora/corpus.ts';
import { elsewhereCorpus, unseenCorpus } from '../test/corpora/elsewhere.ts';
import { outsiderCorpus } from '../test/corpora/outsider.ts';
import { Random } from '../test/corpora/random.ts';
import { tunedCorpus } from '../test/corpora/tuned.ts';
import { paragraph } from '../test/corpora/words.ts';
import { atLeast, median, type Result, round } from './figure.ts';

const ROUNDS = 3;
const MEGA = 1e6;
/** Our own: a sample of 64 KB is read in less than the time that one question to a server takes. */
const LEAST_MB_S = 2;

function bytesOf({ sample = [] }: Item): number {
  return sample.reduce(
    (sum, row) =>
      sum +
      Buffer.byteLength(
        JSON.stringify(row, (_key, cell: unknown) =>
          typeof cell === 'bigint' ? String(cell) : cell,
        ),
      ),
    0,
  );
}

/** Megabytes of rows a second of processor time. */
function speedOf(items: readonly Item[]): number {
  const bytes = items.reduce((sum, item) => sum + bytesOf(item), 0);
  const speeds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (const item of items) classifyItem(item);
    const { user, system } = process.cpuUsage(before);
    return bytes / MEGA / ((user + system) / MEGA);
  });
  return median(speeds);
}

/** Prose in full samples of 64 KB: what the searches for keys, addresses and numbers cost where there are none. */
function prose(random: Random): Item[] {
  return Array.from({ length: 40 }, () => ({
    kind: 'table' as const,
    name: 'public.articles',
    fields: [{ name: 'body' }],
    sample: Array.from({ length: 20 }, () => ({
      body: Array.from({ length: 20 }, () => paragraph(random)).join('\n'),
    })),
  }));
}

function figuresOf(corpus: Parameters<typeof measure>[0]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(measure(corpus).figures).filter(([key]) => !key.includes(' in ')),
  );
}

export function classify(): Promise<Result> {
  const mixed = [...tunedCorpus(1, 1200)].map(({ item }) => item);
  const speed = speedOf(mixed);
  const ofProse = speedOf(prose(new Random(1)));
  return Promise.resolve({
    figures: {
      mixedMBperSecond: round(speed),
      proseMBperSecond: round(ofProse),
      tuned: figuresOf(tunedCorpus(20_250_129, 1800)),
      elsewhere: figuresOf(elsewhereCorpus(7, 4)),
      outsider: figuresOf(outsiderCorpus(3)),
      unseen: figuresOf(unseenCorpus(99, 4)),
    },
    must: [atLeast('MB/s of mixed rows on one core', speed, LEAST_MB_S)],
  });
}
