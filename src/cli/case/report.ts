/** `nightlatch case report` and `case fill`. */
import { journalOf, ledgerOf, readCase } from '../../incident/case/case.ts';
import { eventLine } from '../../incident/case/tell.ts';
import { incidentScore } from '../../incident/score.ts';
import { UsageError } from '../../model/errors.ts';
import { incidentFormats, type IncidentFormat } from '../../report/incident-formats.ts';
import type { IncidentView } from '../../report/incident-view.ts';
import { EXIT } from '../exit.ts';
import { print } from '../outputs.ts';
import { openPrivateFile } from '../private-file.ts';
import { REPORT_FORMATS } from './report-formats.ts';
import { folderOf } from './folder.ts';

const isFormat = (word: string): word is IncidentFormat => Object.hasOwn(incidentFormats, word);

export interface ReportOptions {
  readonly format: string;
  readonly output?: string;
}

export async function caseReport(word: string, { format, output }: ReportOptions): Promise<number> {
  if (!isFormat(format) && format !== 'pdf')
    throw new UsageError(`--format ${JSON.stringify(format)}: choose from ${REPORT_FORMATS}`);
  const found = readCase(folderOf(word));
  const ledger = ledgerOf(found);
  if (format === 'csv' && !ledger)
    throw new UsageError('--format csv: the case has no ledger yet; case add-ledger takes one in');
  const made = new Date();
  const score = incidentScore(found.entries, ledger, made);
  const { entries, head } = found;
  const view = { entries, head, ledger, score, tell: eventLine, made };
  if (format === 'pdf' && output === undefined && process.stdout.isTTY)
    throw new UsageError('--format pdf: name a file with --output, a terminal cannot show it');
  const file = output === undefined ? undefined : openPrivateFile(output);
  for (const chunk of format === 'pdf' ? [await pdf(view)] : incidentFormats[format](view)) {
    if (file) file.write(chunk);
    else await print(chunk);
  }
  file?.finish();
  return EXIT.clean;
}

/** Its library is loaded for those who want it. */
export async function pdf(view: IncidentView): Promise<Uint8Array> {
  const { incidentPdf } = await import('../../report/incident-pdf.ts');
  const { pdfFonts } = await import('./pdf-fonts.ts');
  return await incidentPdf(view, pdfFonts());
}

/** What only a person can say goes into the journal under their name. */
export function caseFill(
  word: string,
  field: string,
  value: string,
  { by }: { readonly by: string },
): number {
  const { folder } = readCase(folderOf(word));
  journalOf(folder).add({ kind: 'filled', field, value, by });
  return EXIT.clean;
}
