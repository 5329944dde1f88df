/** `nightlatch case open`: an incident begins, from a finding that is remembered or from a run that was saved. */
import { join } from 'node:path';
import { Judging } from '../../audit/judging.ts';
import { Tally } from '../../audit/tally.ts';
import { newCaseId, openCase } from '../../incident/case/case.ts';
import type { Finding } from '../../model/finding.ts';
import type { ExposureWindow } from '../../model/tracked.ts';
import { UsageError } from '../../model/errors.ts';
import { openStore } from '../../store/store.ts';
import { stateFolder } from '../audit.ts';
import { EXIT } from '../exit.ts';
import { readSaved, savedObservations } from '../saved.ts';
import { whereOf } from '../store-place.ts';
import { say } from '../terminal.ts';
import { VERSION } from '../version.ts';

export interface OpenOptions {
  readonly fromRun?: string;
  readonly asset?: string;
  readonly data?: string;
  readonly folder?: string;
}

interface Subject {
  readonly asset: string;
  readonly findings: Finding[];
  readonly window: ExposureWindow | null;
}

export const casesFolder = (): string => join(stateFolder(), 'cases');

export async function caseOpen(finding: string | undefined, options: OpenOptions): Promise<number> {
  const subject = await subjectOf(finding, options);
  const at = new Date();
  const id = newCaseId(at);
  const folder = options.folder ?? join(casesFolder(), id);
  const { opened } = openCase(folder, { case: id, ...subject, version: VERSION }, at);
  process.stdout.write(`${folder}\n`);
  say(`Case ${id} on ${opened.asset}. Nothing is shut yet: take the snapshot first.`);
  say(
    `Its key ends in ${opened.key.slice(-16)}: note that where nobody who can write the folder can.`,
  );
  return EXIT.clean;
}

async function subjectOf(finding: string | undefined, options: OpenOptions): Promise<Subject> {
  if (options.fromRun !== undefined) return fromRun(options.fromRun, finding, options.asset);
  if (finding === undefined)
    throw new UsageError('case open: name a finding, or --from-run DIR --asset ASSET');
  await using store = await openStore(whereOf(options.data));
  const kept = await store.findings.byId(finding);
  if (!kept) throw new UsageError(`no finding ${JSON.stringify(finding)} is remembered`);
  const all = await store.findings.ofAsset(kept.finding.asset);
  return {
    asset: kept.finding.asset,
    findings: [kept.finding, ...all.map((each) => each.finding).filter(({ id }) => id !== finding)],
    window: kept.windows.at(-1) ?? null,
  };
}

function fromRun(folder: string, finding: string | undefined, asset: string | undefined): Subject {
  const saved = readSaved(folder);
  const { policy, accounts } = saved;
  const asOf = new Date(saved.run.finished);
  using judging = new Judging({ policy, asOf, accounts }, saved.vantage ?? undefined, new Tally());
  for (const observation of savedObservations(folder)) judging.take(observation);
  judging.finish();
  const all = [...judging.findings];
  const wanted = asset ?? all.find(({ id }) => id === finding)?.asset;
  const findings = all.filter((each) => each.asset === wanted);
  if (wanted === undefined || findings.length === 0)
    throw new UsageError(`${folder}: no finding on ${JSON.stringify(asset ?? finding ?? '')}`);
  const { started, finished } = saved.run;
  const window = { lastShutBefore: null, firstOpen: started, lastOpen: finished };
  return { asset: wanted, findings, window: { ...window, firstShut: null, ended: null } };
}
