import { inChunks } from './chunks.ts';
import { forJson } from './escape.ts';
import { incidentHtml } from './incident-html.ts';
import { incidentMarkdown } from './incident-markdown.ts';
import type { IncidentView } from './incident-view.ts';
import { ledgerCsv } from './ledger-csv.ts';
import { ocsf } from './ocsf.ts';
import { stix } from './stix.ts';
import { veris } from './veris.ts';

export type IncidentFormat = 'markdown' | 'html' | 'json' | 'stix' | 'ocsf' | 'veris' | 'csv';

function* json({ made, head, score, entries, ledger }: IncidentView): Generator<string> {
  yield `${forJson({ schema: 'nightlatch/incident/1', made, head, score, entries, ledger })}\n`;
}

/** A table without rows would read as if nobody had come; whoever asks is told before that no ledger is there. */
function* csv({ ledger }: IncidentView): Generator<string> {
  if (ledger) yield* ledgerCsv(ledger);
}

/** What an incident can be written as; nothing is made before it is asked for. */
export const incidentFormats: Readonly<
  Record<IncidentFormat, (view: IncidentView) => Iterable<string>>
> = {
  markdown: (view) => inChunks(incidentMarkdown(view)),
  html: (view) => inChunks(incidentHtml(view)),
  json,
  stix: (view) => inChunks(stix(view)),
  ocsf: (view) => inChunks(ocsf(view)),
  veris,
  csv: (view) => inChunks(csv(view)),
};
