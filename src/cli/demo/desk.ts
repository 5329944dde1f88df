/** The desk's own commands, in their order, as a responder would type them; each says what it says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LabServer } from '../../../lab/index.ts';
import { ledgerOf, readCase } from '../../incident/case/case.ts';
import { incidentScore } from '../../incident/score.ts';
import type { IncidentScore } from '../../model/case.ts';
import { Finding } from '../../model/finding.ts';
import type { Ledger } from '../../model/ledger.ts';
import { audit } from '../audit.ts';
import { caseIndicators } from '../case/indicators.ts';
import { caseOpen } from '../case/open.ts';
import { REPORT_FORMATS } from '../case/report-formats.ts';
import { caseReport } from '../case/report.ts';
import { caseAddLedger } from '../case/show.ts';
import { caseSnapshot, caseVerify } from '../case/snapshot.ts';
import { trails } from '../case/trails.ts';
import { OutputList, print } from '../outputs.ts';

export interface Desk {
  readonly ledger: Ledger;
  readonly score: IncidentScore | undefined;
}

interface About {
  /** From when to when strangers could come. */
  readonly window: { readonly from: Date; readonly to: Date };
  /** Networks of the owner. */
  readonly known: readonly string[];
}

const EVIDENCE = /query_log|clickhouse\.log/;

const Document = z.object({ findings: z.array(Finding) });

/** Shows what is typed before it is done. */
async function typed(words: string, does: () => number | Promise<number>): Promise<void> {
  await print(`$ nightlatch ${words}\n`);
  await does();
}

async function look(at: string, root: string): Promise<Finding> {
  const outputs = new OutputList();
  const json = join(root, 'audit.json');
  outputs.format('json');
  outputs.output(json);
  const save = join(root, 'run');
  const raw = { exclude: [], iOwn: [], from: [], quiet: true, vantage: 'internet', save };
  await typed(`audit ${at} --vantage internet --save run`, () => audit([at], raw, outputs));
  const { findings } = Document.parse(JSON.parse(readFileSync(json, 'utf8')));
  const [worst] = findings.toSorted((a, b) => b.score.value - a.score.value);
  if (!worst) throw new Error(`nothing was found at ${at}`);
  await print(`${worst.severity}: ${worst.title} (exposure ${worst.score.value} of 100)\n`);
  return worst;
}

/** Everything the responder does before the store is shut, and the report. */
export async function deskOf(server: LabServer, root: string, about: About): Promise<Desk> {
  const at = `${server.address}:${server.port}`;
  const { asset } = await look(at, root);
  const folder = join(root, 'case');
  await typed(`case open --from-run run --asset ${asset}`, () =>
    caseOpen(undefined, { fromRun: join(root, 'run'), asset, folder }),
  );
  const log = join(server.folder, 'clickhouse.log');
  await typed('case snapshot CASE --file clickhouse.log', () =>
    caseSnapshot(folder, { iOwn: [], file: [log] }),
  );
  const taken = join(folder, 'snapshot-1');
  const evidence = readdirSync(taken).filter((name) => EVIDENCE.test(name));
  const ledger = join(root, 'ledger.json');
  const { known, window } = about;
  await typed(`case trails ${evidence.join(' ')} --known … --format json`, () =>
    trails(
      evidence.map((name) => join(taken, name)),
      {
        format: 'json',
        output: ledger,
        known: [...known],
        port: [],
        window: `${window.from.toISOString()}..${window.to.toISOString()}`,
        inventory: join(root, 'audit.json'),
      },
    ),
  );
  await typed('case add-ledger CASE ledger.json', () => caseAddLedger(folder, ledger));
  await typed('case indicators CASE', () => caseIndicators(folder, { iOwn: [] }));
  await typed('case verify CASE', () => caseVerify(folder));
  const formats = REPORT_FORMATS.split(', ');
  await typed(`case report CASE --format ${formats.join('|')}`, async () => {
    for (const format of formats)
      await caseReport(folder, { format, output: join(root, `report.${format}`) });
    return 0;
  });
  return told(folder);
}

function told(folder: string): Desk {
  const found = readCase(folder);
  const ledger = ledgerOf(found);
  if (!ledger) throw new Error('the case has no ledger');
  return { ledger, score: incidentScore(found.entries, ledger, new Date()) };
}
