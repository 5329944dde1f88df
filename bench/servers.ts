/** One real server that answers on every loopback address of a place. */
import { ask, dial } from '../lab/dial.ts';
import { type LabServer, missing, startServer } from '../lab/index.ts';
import { noNetworks, type Place } from './place.ts';

/** Why there can be no such Redis here; undefined when there can. */
export function noRedis(): string | undefined {
  return missing('redis') ?? noNetworks();
}

export async function redisEverywhere({ netns }: Place, port: number): Promise<LabServer> {
  if (netns === undefined) throw new Error('a server on every address stands in a namespace only');
  const settings = { 'tcp-backlog': '4096', maxclients: '9000' };
  return await startServer('redis', 'open', { netns, address: '0.0.0.0', port, settings });
}

/** Connections that the server itself has counted, ours for asking included. */
export async function connectionsSeen({ netns }: Place, port: number): Promise<number> {
  const answer = await ask(dial('127.0.0.1', port, netns), 'INFO stats\r\n', (sofar) =>
    sofar.includes('instantaneous_ops_per_sec'),
  );
  return Number(
    /total_connections_received:(?<count>\d+)/.exec(answer.toString())?.groups?.['count'],
  );
}
