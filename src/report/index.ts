import type { RunView } from '../model/run.ts';
import { inChunks } from './chunks.ts';
import { csv } from './csv.ts';
import { html } from './html.ts';
import { json, jsonl } from './json.ts';
import { markdown } from './markdown.ts';
import type { ReportOptions } from './options.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

export { jsonLine } from './json.ts';
export type { ReportOptions } from './options.ts';
export { progressLine, type ProgressState } from './progress.ts';

export type FormatId = 'terminal' | 'json' | 'jsonl' | 'sarif' | 'html' | 'markdown' | 'csv';

/** Text in chunks; nothing is made before it is asked for. */
export type Format = (view: RunView, options: ReportOptions) => Iterable<string>;

export const formats: Readonly<Record<FormatId, Format>> = {
  terminal: (view, options) => inChunks(terminal(view, options)),
  json: (view) => inChunks(json(view)),
  jsonl: (view) => inChunks(jsonl(view)),
  sarif: (view, options) => inChunks(sarif(view, options)),
  html: (view, options) => inChunks(html(view, options)),
  markdown: (view, options) => inChunks(markdown(view, options)),
  csv: (view) => inChunks(csv(view)),
};
export { forTerminal } from './escape.ts';
export { ledgerCsv } from './ledger-csv.ts';
export { ledgerJson } from './ledger-json.ts';
export { ledgerTerminal } from './ledger-terminal.ts';
