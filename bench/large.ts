/** 100,000 endpoints, one in eight open: time and peak memory, and memory that does not grow with the number. */
import { atMost, type Result, round, say, skip } from './figure.ts';
import { runAudit } from './nightlatch.ts';
import { makePlace } from './place.ts';
import { noRedis, redisEverywhere } from './servers.ts';

/** One open, seven closed. */
const PORTS = '6379,2379,3306,5432,8123,9200,11211,27017';
const MOST_SECONDS = 10;
const MOST_MB = 180;
/** Peaks differ by the collector's mood; what grows with the number grows tenfold. */
const MOST_GROWTH = 1.3;

/** `count` addresses from 127.2.0.0 on, as ranges. */
function ranges(count: number): string[] {
  const targets: string[] = [];
  for (let bits = 15, start = 0; bits >= 0; bits -= 1) {
    const size = 2 ** bits;
    if ((count & size) === 0) continue;
    targets.push(`127.2.${start >> 8}.${start & 255}/${32 - bits}:${PORTS}`);
    start += size;
  }
  return targets;
}

export async function large(): Promise<Result> {
  const reason = noRedis();
  if (reason !== undefined) return skip(reason);
  await using place = await makePlace();
  await using _server = await redisEverywhere(place, 6379);
  say('  100,000 endpoints, json');
  const whole = await runAudit(place, ranges(12_500));
  say('  10,000 and 100,000 endpoints, jsonl');
  const tenth = await runAudit(place, ranges(1250), { format: 'jsonl' });
  const lines = await runAudit(place, ranges(12_500), { format: 'jsonl' });
  const growth = lines.peakMB / tenth.peakMB;
  const { coverage } = whole;
  return {
    figures: {
      endpoints: coverage.endpoints,
      open: coverage.byAccess['open'] ?? 0,
      closed: coverage.refused,
      seconds: round(whole.seconds),
      cpuSeconds: round(whole.cpuSeconds),
      peakMB: round(whole.peakMB),
      jsonl: {
        seconds: { '10,000': round(tenth.seconds), '100,000': round(lines.seconds) },
        peakMB: { '10,000': round(tenth.peakMB), '100,000': round(lines.peakMB) },
      },
    },
    must: [
      atMost('seconds', whole.seconds, MOST_SECONDS),
      atMost('peak memory, MB', whole.peakMB, MOST_MB),
      atMost('jsonl, peak at 100,000 / at 10,000', growth, MOST_GROWTH),
      atMost('open not found', 12_500 - (coverage.byAccess['open'] ?? 0), 0),
    ],
  };
}
