/** `nightlatch contain verify`: at any time, as often as one likes; each look is written down with its time. */
import { hostname } from 'node:os';
import { journalOf, readCase, type Case } from '../../incident/case/case.ts';
import { lastDone, verifyPlan } from '../../incident/contain/due.ts';
import { folderOfPlan } from '../../incident/contain/plan.ts';
import { verifyContainment } from '../../incident/contain/verify.ts';
import type { CaseEvent } from '../../model/case.ts';
import { forTerminal } from '../../report/escape.ts';
import { accessTo, type AccessOptions } from '../case/access.ts';
import { casesFolder, folderOf } from '../case/folder.ts';
import { EXIT } from '../exit.ts';
import { accessOfPlan } from './means.ts';
import { runHere } from './run-here.ts';

export interface VerifyOptions extends AccessOptions {
  readonly door: string[];
  readonly vantage?: string;
}

type Verified = Extract<CaseEvent, { kind: 'verified' }>;

export async function containVerify(word: string, options: VerifyOptions): Promise<number> {
  const folder = folderOfPlan(casesFolder(), word);
  const found = readCase(folder ?? folderOf(word));
  const verified = await verify(found, folder === undefined ? lastDone(found) : word, options);
  const verdicts = {
    'no new connection': verified.newConnections,
    'no old session': verified.oldSessions,
  };
  for (const [name, { held, evidence }] of Object.entries(verdicts)) {
    process.stdout.write(
      `${name}: ${held === null ? 'could not be told' : held ? 'holds' : 'does not hold'}\n`,
    );
    for (const line of evidence) process.stdout.write(`  ${forTerminal(line)}\n`);
  }
  return Object.values(verdicts).every(({ held }) => held === true) ? EXIT.clean : EXIT.findings;
}

async function verify(
  found: Case,
  id: string | undefined,
  options: VerifyOptions,
): Promise<Verified> {
  const owner = id === undefined ? accessTo(found, options) : accessOfPlan(found, id, options);
  const doors = options.door.map((target) =>
    accessTo(found, { ...options, target, product: owner.product }),
  );
  const check = {
    owner,
    doors: doors.length > 0 ? doors : [owner],
    vantage: options.vantage ?? hostname(),
    run: runHere,
  };
  const now = new Date();
  if (id !== undefined) return await verifyPlan(found.folder, id, { ...check, why: 'asked', now });
  const verified = await verifyContainment({ ...check, since: now });
  journalOf(found.folder).add(verified);
  return verified;
}
