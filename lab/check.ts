import { isHeavy, labProducts, missing, startServer } from './index.ts';
import { canMakeNetworks, makeNetwork } from './namespace.ts';

interface Row {
  readonly product: string;
  readonly state: string;
  readonly outcome: 'ok' | 'missing' | 'skipped' | 'failed';
  readonly seconds: number;
  readonly note: string;
}

async function inNetwork(product: string, state: string): Promise<void> {
  await using network = await makeNetwork();
  const { netns, address } = network.server;
  const server = await startServer(product, state, { netns, address });
  await server.stop();
}

async function onLoopback(product: string, state: string): Promise<void> {
  const server = await startServer(product, state);
  await server.stop();
}

async function tryState(product: string, state: string, isNamespaced: boolean): Promise<Row> {
  const base = { product, state, seconds: 0 };
  const reason = isNamespaced ? canMakeNetworks() : undefined;
  if (reason !== undefined) return { ...base, outcome: 'skipped', note: reason };
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  try {
    await (isNamespaced ? inNetwork(product, state) : onLoopback(product, state));
    return { ...base, outcome: 'ok', seconds: seconds(), note: '' };
  } catch (error) {
    return { ...base, outcome: 'failed', seconds: seconds(), note: String(error) };
  }
}

function print({ product, state, outcome, seconds, note }: Row): void {
  const time = seconds > 0 ? `${seconds.toFixed(1)} s` : '';
  console.log(
    [product.padEnd(18), state.padEnd(18), outcome.padEnd(8), time.padStart(7), note].join(' '),
  );
}

/** Servers that are started side by side; most of a start is waiting. */
const TOGETHER = 4;

/** Starts and stops every product in every state; 1 when one of them failed. */
export async function check(only: readonly string[]): Promise<number> {
  let code = 0;
  const tasks: (() => Promise<Row>)[] = [];
  for (const { id, states, namespaceStates } of labProducts()) {
    if (only.length > 0 && !only.includes(id)) continue;
    const reason = missing(id);
    if (reason !== undefined) {
      print({ product: id, state: '', outcome: 'missing', seconds: 0, note: reason });
      if (process.env['NIGHTLATCH_LAB_REQUIRED'] && !isHeavy(id)) code = 1;
      continue;
    }
    if (isHeavy(id) && process.env['NIGHTLATCH_LAB_REQUIRED']) continue;
    for (const state of states)
      tasks.push(async () => tryState(id, state, namespaceStates.includes(state)));
  }
  const work = async (): Promise<void> => {
    for (let task = tasks.shift(); task; task = tasks.shift()) {
      const row = await task();
      print(row);
      if (row.outcome === 'failed') code = 1;
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
  return code;
}
