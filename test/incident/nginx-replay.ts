/** One replay on a running nginx: visitors drawn by a seed fetch files, parts of them and what is not there; the ledger beside the bytes that each got. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabServer } from '../../lab/index.ts';
import { send } from '../../lab/replay/replay.ts';
import { ledgerOfFiles } from '../../src/incident/ledger/from-files.ts';
import { clockOf } from '../../src/incident/trails/clock.ts';
import { Random } from '../corpora/random.ts';

/** No listings: nginx counts their framing too, since it does not know their length. */
const PATHS = ['/customers.csv', '/backup-2025-01-06.sql', '/notes.txt', '/.env', '/nothing-there'];
const AGENTS = ['curl/8.5.0', 'python-requests/2.31.0', 'Mozilla/5.0 (X11) Firefox/134.0'];
const MOST_ASKED = 20;

export interface WebPlayed {
  readonly requests: number;
  readonly payload: number;
  readonly faults: readonly string[];
}

interface Got {
  requests: number;
  found: number;
  payload: number;
}

async function visit(server: LabServer, random: Random, address: string): Promise<Got> {
  const got = { requests: random.int(1, MOST_ASKED), found: 0, payload: 0 };
  const agent = random.pick(AGENTS);
  for (let turn = 0; turn < got.requests; turn++) {
    const path = `${random.pick(PATHS)}?mail=user${turn}@mail.example`;
    const [status, bytes] = await send(server, { address, agent }, path);
    got.payload += bytes.length;
    if (status === 200) got.found++;
  }
  return got;
}

export async function playWeb(server: LabServer, seed: number, folder: string): Promise<WebPlayed> {
  const random = new Random(seed);
  const log = join(server.folder, 'access.log');
  const { size } = statSync(log);
  const truth = new Map<string, Got>();
  for (let at = random.int(1, 6); at > 0; at--) {
    const address = `127.${random.int(40, 90)}.${random.int(0, 255)}.${at}`;
    truth.set(address, await visit(server, random, address));
  }
  const path = join(folder, `${seed}-access.log`);
  writeFileSync(path, readFileSync(log).subarray(size));
  const read = { clock: clockOf(), clockOffset: null, known: [], ports: new Set<number>() };
  const options = { ...read, holdings: [], window: undefined };
  const { ledger } = await ledgerOfFiles([path], options, Date.now());
  const faults: string[] = [];
  for (const { address, requests, total } of ledger.visits) {
    const got = truth.get(address ?? '') ?? { requests: 0, found: 0, payload: 0 };
    const said = total.bytes.map(({ kind, value }) => `${kind} ${value}`).join();
    if (requests !== got.requests)
      faults.push(`${address}: ${requests} of ${got.requests} requests`);
    if (said !== `payload ${got.payload}`)
      faults.push(`${address}: ${said}, in truth ${got.payload}`);
    // An answer that says no gave no row; what files hold nobody counted.
    if (total.rows !== (got.found > 0 ? null : 0)) faults.push(`${address}: ${total.rows} rows`);
  }
  if (ledger.visits.length !== truth.size)
    faults.push(`${ledger.visits.length} of ${truth.size} came`);
  const all = [...truth.values()];
  return {
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    payload: all.reduce((sum, { payload }) => sum + payload, 0),
    faults,
  };
}
