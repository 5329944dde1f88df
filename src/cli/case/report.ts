/** `nightlatch case report` and `case fill`. */
import { journalOf, ledgerOf, readCase } from '../../incident/case/case.ts';
import { eventLine } from '../../incident/case/tell.ts';
import { incidentScore } from '../../incident/score.ts';
import { UsageError } from '../../model/errors.ts';
import { forJson } from '../../report/escape.ts';
import { incidentMarkdown } from '../../report/incident-markdown.ts';
import { EXIT } from '../exit.ts';
import { folderOf } from './show.ts';

export function caseReport(word: string, { format }: { readonly format: string }): number {
  const found = readCase(folderOf(word));
  const ledger = ledgerOf(found);
  const made = new Date();
  const score = incidentScore(found.entries, ledger, made);
  const { entries, head } = found;
  if (format === 'json') {
    const document = { schema: 'nightlatch/incident/1', made, head, score, entries, ledger };
    process.stdout.write(`${forJson(document)}\n`);
  } else if (format === 'markdown') {
    const view = { entries, head, ledger, score, tell: eventLine, made };
    process.stdout.write([...incidentMarkdown(view)].join(''));
  } else throw new UsageError(`--format ${JSON.stringify(format)}: choose from markdown, json`);
  return EXIT.clean;
}

/** What only a person can say goes into the journal under their name. */
export function caseFill(
  word: string,
  field: string,
  value: string,
  { by }: { readonly by: string },
): number {
  journalOf(folderOf(word)).add({ kind: 'filled', field, value, by });
  return EXIT.clean;
}
