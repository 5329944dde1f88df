/** 65,536 Redis endpoints on the usual port: the whole program with start-up, report and exit, beside the C client. */
import { atLeast, atMost, isNode24, median, type Result, round, skip } from './figure.ts';
import { runAudit } from './nightlatch.ts';
import { runPeers } from './peers.ts';
import { makePlace } from './place.ts';
import { rounds } from './rounds.ts';
import { noRedis, redisEverywhere } from './servers.ts';
import { noYardstick, yardstick } from './yardstick.ts';

const COUNT = 65_536;
const BASE = '127.1.0.0';
const PORT = 6379;
const SHARE = isNode24 ? 0.4 : 0.3;
const MOST_MB = 200;

export async function redis(): Promise<Result> {
  const reason = noYardstick() ?? noRedis();
  if (reason !== undefined) return skip(reason);
  await using place = await makePlace();
  await using _server = await redisEverywhere(place, PORT);
  const { c = [], program = [] } = await rounds({
    c: async () => {
      const { replies, seconds } = await yardstick(place, {
        mode: 'ping',
        base: BASE,
        count: COUNT,
        port: PORT,
      });
      if (replies !== COUNT) throw new Error(`the C client had ${replies} of ${COUNT} replies`);
      return { seconds, cpuSeconds: 0, peakMB: 0, outputMB: 0 };
    },
    program: async () => {
      const ran = await runAudit(place, [`${BASE}/16:${PORT}`]);
      if (ran.coverage.byAccess['open'] === COUNT) return ran;
      throw new Error(`open: ${JSON.stringify(ran.coverage)}`);
    },
  });
  const time = {
    c: median(c.map(({ seconds }) => seconds)),
    program: median(program.map(({ seconds }) => seconds)),
  };
  const peakMB = Math.max(...program.map((ran) => ran.peakMB));
  const share = time.c / time.program;
  const peers = await runPeers(place, { base: BASE, count: COUNT, port: PORT });
  return {
    figures: {
      endpoints: COUNT,
      cSeconds: round(time.c),
      seconds: round(time.program),
      cpuSeconds: round(median(program.map(({ cpuSeconds }) => cpuSeconds))),
      peakMB: round(peakMB),
      reportMB: round(program[0]?.outputMB ?? 0),
      shareOfC: round(share),
      peers: peers.ran,
    },
    must: [atLeast('whole program / C', share, SHARE), atMost('peak memory, MB', peakMB, MOST_MB)],
    skipped: peers.skipped,
  };
}
