/**
 * From the opening of a port to the alert at a webhook: for a listener of this host, and in an estate of 10,000
 * endpoints.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, dial } from '../lab/dial.ts';
import { type LabServer, startServer } from '../lab/index.ts';
import { ListenerPoll } from '../src/discover/listener-poll.ts';
import { atMost, median, percentile95, type Result, round, say, skip } from './figure.ts';
import { makePlace, type Place } from './place.ts';
import { noRedis } from './servers.ts';
import { pause } from './pause.ts';
import { end, type Hook, startHook, startServe, until } from './serving.ts';

const FIRST_PORT = 20_000;
const HOST_ROUNDS = 20;
const ESTATE_ROUNDS = 8;
const HOST_SECONDS = 5;
const ESTATE_SECONDS = 60;
/** 1,250 addresses with eight ports. */
const ESTATE = [
  '127.2.0.0/22',
  '127.2.4.0/25',
  '127.2.4.128/26',
  '127.2.4.192/27',
  '127.2.4.224/31',
];
const PORTS = '6379,2379,3306,5432,8123,9200,11211,27017';
const POLLS = 400;
const LISTENERS = 500;
const MOST_SHARE = 0.01;
/** Milliseconds between two polls. */
const POLL_EVERY = 500;

interface Opening {
  readonly address: string;
  readonly port: number;
}

/** Resolves when the alert of what opens there has arrived. */
async function alertOf(hook: Hook, { address, port }: Opening): Promise<number> {
  const arrival = await until(`the alert of ${address}:${port}`, 120, () =>
    hook.arrivals.find(({ message }) =>
      message.items.some(
        ({ asset, kind }) => asset.endsWith(`${address}:${port}`) && /open/.test(kind),
      ),
    ),
  );
  return arrival.at;
}

/** The same server listens at another port from one moment to the next: nothing but our own time is in the figure. */
async function movedDoor(place: Place, hook: Hook, rounds: number): Promise<number[]> {
  const address = '127.0.0.1';
  await using server = await startAt(place, { address, port: FIRST_PORT });
  await alertOf(hook, { address, port: FIRST_PORT });
  const seconds: number[] = [];
  for (let port = FIRST_PORT + 1; port <= FIRST_PORT + rounds; port += 1) {
    await pause(Math.random() * 2000);
    const begun = Date.now();
    await ask(dial(server.address, port - 1, place.netns), `CONFIG SET port ${port}\r\n`);
    seconds.push(((await alertOf(hook, { address, port })) - begun) / 1000);
    say(`  ${round(seconds.at(-1) ?? 0)} s`);
  }
  return seconds;
}

/** A server starts somewhere in the estate; its own start is in the figure. */
async function newDoors(place: Place, hook: Hook, rounds: number): Promise<number[]> {
  const seconds: number[] = [];
  for (let index = 0; index < rounds; index += 1) {
    await pause(Math.random() * 2000);
    const opening = { address: `127.2.${index % 4}.${20 + index}`, port: 6379 };
    const begun = Date.now();
    await using _server = await startAt(place, opening);
    seconds.push(((await alertOf(hook, opening)) - begun) / 1000);
    say(`  ${round(seconds.at(-1) ?? 0)} s`);
  }
  return seconds;
}

async function startAt({ netns }: Place, at: Opening): Promise<LabServer> {
  return await startServer('redis', 'open', { ...at, ...(netns !== undefined && { netns }) });
}

async function measure(
  watch: string,
  rounds: number,
  openings: (place: Place, hook: Hook, rounds: number) => Promise<number[]>,
): Promise<number[]> {
  await using place = await makePlace();
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  await using hook = await startHook(place);
  const serving = startServe({ place, folder, hook: hook.port, watch: [watch] });
  try {
    await pause(5000);
    return await openings(place, hook, rounds);
  } finally {
    await end(serving.child, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The part of a processor that polling costs, with many listeners and a connection to each. */
async function pollShare(): Promise<number> {
  const servers: Server[] = [];
  for (let index = 0; index < LISTENERS; index += 1) {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    servers.push(server);
  }
  using poll = new ListenerPoll({ onNew: () => undefined });
  const before = process.cpuUsage();
  for (let index = 0; index < POLLS; index += 1) poll.poll();
  const { user, system } = process.cpuUsage(before);
  for (const server of servers) server.close();
  return (user + system) / 1000 / POLLS / POLL_EVERY;
}

export async function alerts(): Promise<Result> {
  const reason = noRedis();
  if (reason !== undefined) return skip(reason);
  const share = await pollShare();
  say('  a listener of this host');
  const host = await measure(
    '{name: host, targets: [this-host], every: 1h}',
    HOST_ROUNDS,
    movedDoor,
  );
  say('  one of 10,000 endpoints');
  const targets = ESTATE.map((range) => `'${range}:${PORTS}'`).join(', ');
  const estate = await measure(
    `{name: estate, targets: [${targets}], every: 20s, jitter: 0, full_every: 1h}`,
    ESTATE_ROUNDS,
    newDoors,
  );
  const figures = {
    pollShare: round(share),
    host: { rounds: host.length, p50: round(median(host)), p95: round(percentile95(host)) },
    estate: {
      endpoints: 10_000,
      every: '20s',
      rounds: estate.length,
      p50: round(median(estate)),
      p95: round(percentile95(estate)),
    },
  };
  return {
    figures,
    must: [
      atMost('seconds to the alert of a host listener, p95', percentile95(host), HOST_SECONDS),
      atMost('seconds to the alert in the estate, p95', percentile95(estate), ESTATE_SECONDS),
      atMost(`part of a core for polling ${LISTENERS} listeners`, share, MOST_SHARE),
    ],
  };
}
