/** `nightlatch case show` and `case list`: what is known of incidents so far. */
import { readFileSync } from 'node:fs';
import { addLedger, ledgerOf, listCases, readCase, type Case } from '../../incident/case/case.ts';
import { eventLine } from '../../incident/case/tell.ts';
import { UsageError } from '../../model/errors.ts';
import { forJson, forTerminal } from '../../report/escape.ts';
import { EXIT } from '../exit.ts';
import { say } from '../terminal.ts';
import { casesFolder, folderOf } from './folder.ts';

export function caseShow(word: string, { format }: { readonly format: string }): number {
  const found = readCase(folderOf(word));
  const text = format === 'json' ? `${forJson(documentOf(found))}\n` : linesOf(found);
  process.stdout.write(text);
  return EXIT.clean;
}

function documentOf(found: Case): object {
  const { opened, entries, head } = found;
  return {
    schema: 'nightlatch/case/1',
    case: opened.case,
    head,
    entries,
    ledger: ledgerOf(found) ?? null,
  };
}

function linesOf({ opened, entries, head, torn }: Case): string {
  const lines = [
    `Case ${opened.case}: ${forTerminal(opened.asset)}`,
    ...entries.map(({ at, event }) => `  ${at}  ${forTerminal(eventLine(event))}`),
    `Journal ends in ${head.slice(0, 16)}${torn ? '; its last line was cut off by a crash' : ''}.`,
  ];
  return `${lines.join('\n')}\n`;
}

export function caseList(): number {
  const cases = listCases(casesFolder());
  if (cases.length === 0) say(`There is no case in ${casesFolder()}.`);
  for (const { id, asset, opened, fault } of cases)
    process.stdout.write(`${id}  ${opened}  ${forTerminal(fault ?? asset)}\n`);
  return EXIT.clean;
}

/** `case add-ledger CASE FILE`: what `case trails --format json` wrote. */
export function caseAddLedger(word: string, file: string): number {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new UsageError(`cannot read ${file}`);
  }
  addLedger(folderOf(word), bytes);
  return EXIT.clean;
}
