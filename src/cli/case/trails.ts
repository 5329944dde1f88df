/** `nightlatch case trails PATH…`: who came, from logs. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { z } from 'zod';
import { ledgerOfFiles, type Looked } from '../../incident/ledger/from-files.ts';
import type { Holdings } from '../../incident/ledger/people.ts';
import { clockOf } from '../../incident/trails/clock.ts';
import { UsageError } from '../../model/errors.ts';
import { forTerminal, ledgerCsv, ledgerJson, ledgerTerminal } from '../../report/index.ts';
import { EXIT } from '../exit.ts';
import { print } from '../outputs.ts';
import { openPrivateFile } from '../private-file.ts';
import { say } from '../terminal.ts';

export interface TrailsOptions {
  readonly window?: string;
  readonly format: string;
  readonly output?: string;
  readonly zone?: string;
  readonly clockOffset?: string;
  readonly logLinePrefix?: string;
  readonly flowFormat?: string;
  readonly port: string[];
  readonly known: string[];
  readonly inventory?: string;
}

const FORMATS = ['terminal', 'json', 'csv'];

export async function trails(paths: readonly string[], options: TrailsOptions): Promise<number> {
  const { format, output, zone, clockOffset, logLinePrefix, flowFormat } = options;
  if (!FORMATS.includes(format))
    throw new UsageError(`--format ${format}: not a format; choose from ${FORMATS.join(', ')}`);
  const ahead = secondsOf(clockOffset);
  const read = {
    clock: clockOf(zone, ahead ?? 0),
    clockOffset: ahead,
    window: windowOf(options.window),
    known: options.known,
    ports: portsOf(options.port),
    holdings: holdingsOf(options.inventory),
    ...(logLinePrefix !== undefined && { linePrefix: logLinePrefix }),
    ...(flowFormat !== undefined && { flowFormat }),
  };
  const file = output === undefined ? undefined : openPrivateFile(output);
  // What a line leaves behind is garbage at once: a heap that grows slowly keeps to half the memory.
  setFlagsFromString('--heap-growing-percent=40');
  const looked = await ledgerOfFiles(paths, read, Date.now());
  for (const chunk of written(looked, format)) {
    if (file) file.write(chunk);
    else await print(chunk);
  }
  file?.finish();
  tellRest(looked);
  return looked.ledger.sources.length === 0 ? EXIT.couldNotLook : EXIT.clean;
}

function* written({ ledger }: Looked, format: string): Generator<string> {
  if (format === 'json') yield* ledgerJson(ledger);
  else yield* format === 'csv' ? ledgerCsv(ledger) : ledgerTerminal(ledger);
}

function tellRest({ skipped, damage }: Looked): void {
  for (const { says, reason } of skipped) say(forTerminal(`not read: ${says}: ${reason}`));
  for (const [id, shapes] of damage)
    for (const [shape, count] of shapes)
      say(forTerminal(`${id}: ${count} lines such as: ${shape}`));
}

function secondsOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds))
    throw new UsageError(`--clock-offset ${text}: not a number of seconds`);
  return seconds;
}

function portsOf(texts: readonly string[]): Set<number> {
  return new Set(
    texts.map((text) => {
      const port = Number(text);
      if (!Number.isInteger(port) || port < 1 || port > 65_535)
        throw new UsageError(`--port ${text}: not a port`);
      return port;
    }),
  );
}

/** A day, or a time with its zone; a day without a time begins at midnight UTC. */
function windowOf(text: string | undefined): { from: number; to: number } | undefined {
  if (text === undefined) return undefined;
  const [from = Number.NaN, to = Number.NaN] = text.split('..').map((each) => Date.parse(each));
  if (!(from < to) || text.split('..').length !== 2)
    throw new UsageError(
      `--window ${text}: two times such as 2025-01-06..2025-01-29T18:00Z, the earlier first`,
    );
  return { from, to };
}

const Inventory = z.object({
  observations: z.array(
    z.looseObject({
      inventory: z
        .looseObject({
          items: z.array(
            z.looseObject({
              name: z.string(),
              rows: z.looseObject({ value: z.number().nullish() }).nullish(),
              people: z.looseObject({ value: z.number().nullish() }).nullish(),
            }),
          ),
        })
        .nullish(),
    }),
  ),
});

/** Tables of which both counts are known. */
function holdingsOf(path: string | undefined): Holdings[] {
  if (path === undefined) return [];
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UsageError(`--inventory ${path}: not a document of audit --format json`);
  }
  const parsed = Inventory.safeParse(document);
  if (!parsed.success)
    throw new UsageError(`--inventory ${path}: not a document of audit --format json`);
  return parsed.data.observations
    .flatMap(({ inventory }) => inventory?.items ?? [])
    .flatMap(({ name, rows, people }) =>
      typeof rows?.value === 'number' && typeof people?.value === 'number'
        ? [{ table: name, rows: rows.value, people: people.value }]
        : [],
    );
}
