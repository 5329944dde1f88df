import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { heavyBuild, labProducts, startServer } from '../lab/index.ts';
import { makeNetwork, type Network } from '../lab/namespace.ts';
import { freeAddress } from '../lab/ports.ts';
import { withNetworks, withServers } from '../lab/testing.ts';
import { ask, type Asked } from './ask.ts';
import { relay, type Relay } from './relay.ts';

/** Connections that one look may cost: identification, access and negative control. */
const BUDGET = { usual: 3, odd: 8 } as const;

/**
 * Starts a real product in each state, on its usual port and on an odd one, and holds the look against `states`. Where
 * a start is slow, `odd` names the states that are worth a second one. Asked is the main port, or the one of the lab's
 * names that `second` is.
 */
export function looksAtRealServers(
  product: string,
  states: Readonly<Record<string, Partial<Asked>>>,
  more: (asked: Asked, state: string) => void = () => undefined,
  odd: readonly string[] = Object.keys(states),
  second?: string,
): void {
  const cases = {
    odd: Object.entries(states).filter(([state]) => odd.includes(state)),
    usual: Object.entries(states),
  };
  const ports = (['odd', 'usual'] as const).filter((port) => cases[port].length > 0);
  const needsNetwork = Object.keys(states).some((state) => isForNamespaces(product, state));
  const suite = needsNetwork ? withNetworks(product) : withServers(product);
  suite(`a real ${product}${second === undefined ? '' : `, ${second}`}`, () => {
    describe.each(ports)('on its %s port', (port) => {
      it.each(cases[port])('in state %s', async (state, expected) => {
        more(await looksAtRealServer({ product, state, port, second }, expected), state);
      });
    });
  });
}

interface Stand {
  readonly product: string;
  readonly state: string;
  readonly port: 'usual' | 'odd';
  readonly second?: string | undefined;
}

/** One of them, for what cannot have its usual port everywhere. */
export async function looksAtRealServer(
  { product, state, port, second }: Stand,
  expected: Partial<Asked>,
): Promise<Asked> {
  await using network = isForNamespaces(product, state) ? await makeNetwork() : undefined;
  await using server = await startServer(
    product,
    state,
    network ? { ...network.server, port: 'usual' } : { port },
  );
  const to = (second !== undefined && server.ports[second]) || server.port;
  await using near = network && (await bringHere(server.address, to, network, port));
  const asked = await ask(near ?? { address: server.address, port: to });
  if (expected.access)
    note({
      server: product,
      state,
      port,
      expected: expected.access,
      build: heavyBuild(product),
      ...pick(asked),
    });
  expect(asked).toMatchObject(expected);
  expect(asked.connections).toBeLessThanOrEqual(BUDGET[port]);
  expect(asked.undeclared).toBe(0);
  return asked;
}

function isForNamespaces(id: string, state: string): boolean {
  return (
    labProducts()
      .find((each) => each.id === id)
      ?.namespaceStates.includes(state) ?? false
  );
}

/** What listens on every address stands in a namespace of its own; a port of it is brought to this side. */
async function bringHere(
  address: string,
  port: number,
  { server }: Network,
  as: 'odd' | 'usual',
): Promise<Relay> {
  const at = as === 'usual' ? { address: await freeAddress([port]), port } : undefined;
  return await relay({ address, port }, server.netns, at);
}

type Row = Pick<Asked, 'product' | 'access' | 'connections'>;

function pick({ product, access, connections }: Row): Row {
  return { product, access, connections };
}

/** One line of the table that scripts/lab-table.mjs prints and scripts/lab-heavy.mjs keeps, where one is wanted. */
function note(row: Row & Readonly<Record<string, unknown>>): void {
  const file = process.env['NIGHTLATCH_LAB_TABLE'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(row)}\n`);
}
