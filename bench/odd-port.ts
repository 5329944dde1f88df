/** 1,024 Redis on a port that says nothing: silent until asked, and nobody tells what they are. */
import { atMost, median, type Result, round, skip } from './figure.ts';
import { runAudit } from './nightlatch.ts';
import { makePlace } from './place.ts';
import { rounds } from './rounds.ts';
import { connectionsSeen, noRedis, redisEverywhere } from './servers.ts';

const COUNT = 1024;
const PORT = 7777;
const MOST_SECONDS = 4;
const MOST_CONNECTIONS = 8;

export async function oddPort(): Promise<Result> {
  const reason = noRedis();
  if (reason !== undefined) return skip(reason);
  await using place = await makePlace();
  await using _server = await redisEverywhere(place, PORT);
  const { program = [] } = await rounds({
    program: async () => {
      const before = await connectionsSeen(place, PORT);
      const ran = await runAudit(place, [`127.1.0.0/22:${PORT}`]);
      // The second count is a connection of its own.
      const connections = (await connectionsSeen(place, PORT)) - before - 1;
      return { ...ran, each: connections / COUNT };
    },
  });
  const seconds = median(program.map((ran) => ran.seconds));
  const each = Math.max(...program.map((ran) => ran.each));
  const found = Math.min(...program.map(({ coverage }) => coverage.byAccess['open'] ?? 0));
  return {
    figures: {
      endpoints: COUNT,
      found,
      seconds: program.map((ran) => round(ran.seconds)),
      connectionsEach: round(each),
      peakMB: round(Math.max(...program.map(({ peakMB }) => peakMB))),
    },
    must: [
      atMost('seconds', seconds, MOST_SECONDS),
      atMost('connections each, by the server', each, MOST_CONNECTIONS),
      atMost('not found', COUNT - found, 0),
    ],
  };
}
