/**
 * `nightlatch demo incident`: visitors come to a real ClickHouse with a million chat rows, it is written down what each of
 * them was given, and the incident desk is asked who came. Its answer is held against the truth.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LabServer, missing, startServer } from '../../../lab/index.ts';
import { foundingCase } from '../../../lab/replay/founding-case.ts';
import { type Deed, replay } from '../../../lab/replay/replay.ts';
import { EXIT } from '../exit.ts';
import { makeFolder } from '../../incident/private-files.ts';
import { forTerminal } from '../../report/escape.ts';
import { print } from '../outputs.ts';
import { say } from '../terminal.ts';
import { deskOf, type Desk } from './desk.ts';
import { heldAgainst, invented, unknowable } from './held-against.ts';

const ROWS = 1_000_000;
/** The server writes its query_log twice a second. */
const FLUSHED = 1500;
const NAME_WIDTH = 28;
const DONE_WIDTH = 28;

export interface IncidentOptions {
  /** Where the case is kept; a folder that goes at the end without. */
  readonly folder?: string;
}

export async function demoIncident(
  { folder }: IncidentOptions,
  reason = missing('clickhouse'),
): Promise<number> {
  if (reason !== undefined) {
    say(`The incident is replayed on a real ClickHouse, and there is none: ${reason}.`);
    say('Debian has one: apt-get install clickhouse-server. No server stands in for it.');
    return EXIT.couldNotLook;
  }
  const root = folder ?? mkdtempSync(join(tmpdir(), 'nightlatch-incident-'));
  if (folder !== undefined) makeFolder(folder);
  const forget = (): void => {
    if (folder === undefined) rmSync(root, { recursive: true, force: true });
  };
  // A signal ends the process past every `finally`; by an exit the lab takes its servers and folders away too.
  const leave = (): never => process.exit(EXIT.interrupted);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  process.on('exit', forget);
  for (const signal of signals) process.on(signal, leave);
  try {
    return await replayed(root, folder !== undefined);
  } finally {
    for (const signal of signals) process.off(signal, leave);
    process.off('exit', forget);
    forget();
  }
}

async function replayed(root: string, isKept: boolean): Promise<number> {
  const begun = performance.now();
  await print(
    `Starting a ClickHouse without a password, with ${ROWS.toLocaleString('en')} chat rows …\n`,
  );
  await using server = await startServer('clickhouse', 'open', {
    settings: { rows: String(ROWS), level: 'trace' },
  });
  const { address, port } = server;
  const window = { from: new Date(), to: new Date() };
  const deeds = await replay(server, foundingCase);
  window.to = new Date();
  await sleep(FLUSHED);
  writeFileSync(join(root, 'truth.json'), truthOf(server, deeds), { mode: 0o600 });
  await print(
    `It answered everybody at ${address}:${port}. Who came was written down; now the desk is asked.\n\n`,
  );
  const desk = await deskOf(server, root, { window, known: ownNetworks(server) });
  const faults = await compared(deeds, desk);
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  await print(`\n${verdict(faults)} It took ${seconds} s.\n`);
  if (!isKept) await print('--folder DIR keeps the case, its evidence and its reports.\n');
  if (isKept) await print(`Case, evidence, reports and truth.json are in ${root}.\n`);
  return faults === 0 ? EXIT.clean : EXIT.findings;
}

/** The machine that set the store up, and the application. */
function ownNetworks({ address }: LabServer): string[] {
  const own = foundingCase.filter(({ kind }) => kind === 'owner');
  return [`${address}=set-up`, ...own.map((each) => `${each.address}=${each.name}`)];
}

function truthOf({ address, port }: LabServer, deeds: readonly Deed[]): string {
  const plain = deeds.map((deed) => ({
    ...deed,
    tables: Object.fromEntries(deed.tables),
    hidden: Object.fromEntries(deed.hidden),
  }));
  return `${JSON.stringify({ store: `${address}:${port}`, deeds: plain }, null, 2)}\n`;
}

/** Gives the number of differences. */
async function compared(deeds: readonly Deed[], { ledger, score }: Desk): Promise<number> {
  const lines = heldAgainst(deeds, ledger);
  await print(
    `\n${'who came'.padEnd(NAME_WIDTH)} ${'what they did'.padEnd(DONE_WIDTH)} what the ledger says\n`,
  );
  for (const { name, address, done, says, faults } of lines) {
    await print(`${name.padEnd(NAME_WIDTH)} ${done.padEnd(DONE_WIDTH)} ${says}\n`);
    await print(`  from ${address}${faults.map((fault) => `\n  DIFFERS: ${fault}`).join('')}\n`);
  }
  const strangers = invented(deeds, ledger);
  for (const each of strangers) await print(`DIFFERS: ${each} never came\n`);
  if (ledger.suspicions.length > 0) await print('\nWhat the ledger suspects of its own record:\n');
  for (const { evidence, innocent } of ledger.suspicions)
    await print(`- ${forTerminal(evidence)}. Innocent if ${innocent}.\n`);
  await print('\nWhat the ledger cannot know:\n');
  for (const line of unknowable(deeds, ledger)) await print(`- ${line}\n`);
  if (score)
    await print(
      `\nIncident score ${score.value} of 100, after the evidence (${score.evidence.word}).\n`,
    );
  return strangers.length + lines.reduce((sum, { faults }) => sum + faults.length, 0);
}

function verdict(faults: number): string {
  return faults === 0
    ? 'The ledger says what was done, row for row and byte for byte of memory.'
    : `THE LEDGER DIFFERS FROM WHAT WAS DONE in ${faults} places.`;
}
