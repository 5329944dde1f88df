/** What a plan is done with: the owner's way in, the host's programs, and a password that is made for it. */
import { readCase, type Case } from '../../incident/case/case.ts';
import type { Access } from '../../incident/ask/asker.ts';
import type { Means } from '../../incident/contain/apply.ts';
import { makePassword } from '../../incident/contain/password.ts';
import { folderOfPlan, readPlan } from '../../incident/contain/plan.ts';
import { UsageError } from '../../model/errors.ts';
import { accessTo, type AccessOptions } from '../case/access.ts';
import { casesFolder, folderOf } from '../case/folder.ts';
import { forTerminal } from '../../report/escape.ts';
import { say } from '../terminal.ts';
import { openGroup } from './group.ts';
import { runHere } from './run-here.ts';

export interface ApplyOptions extends AccessOptions {
  readonly case?: string;
  readonly approve?: string;
  readonly by?: string;
  readonly withoutSnapshot?: string;
}

/** Where the plan says that its store answers. */
export function accessOfPlan(found: Case, id: string, options: AccessOptions): Access {
  const { address, port, product, tls } = readPlan(found.folder, id).plan;
  const target = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  return accessTo(found, { ...options, target, product, tls: tls || options.tls === true });
}

export function meansOf(folder: string, id: string, options: ApplyOptions): Means {
  const access = accessOfPlan(readCase(folder), id, options);
  const { NIGHTLATCH_NEW_PASSWORD } = process.env;
  const given =
    NIGHTLATCH_NEW_PASSWORD === undefined || NIGHTLATCH_NEW_PASSWORD === ''
      ? undefined
      : NIGHTLATCH_NEW_PASSWORD;
  if (given !== undefined && !/^[\w-]{16,128}$/.test(given))
    throw new UsageError('NIGHTLATCH_NEW_PASSWORD takes 16 to 128 letters, digits, - and _');
  return {
    access,
    run: runHere,
    openGroup,
    told(event) {
      if (event.kind === 'step' && event.says !== '' && event.state !== 'failed')
        say(`${event.step}: ${forTerminal(event.says)}`);
    },
    password: given ?? makePassword(),
    show: (password) => {
      if (given === undefined)
        process.stdout.write(`The password, shown once and stored nowhere: ${password}\n`);
    },
  };
}

export function caseOfPlan(id: string, options: ApplyOptions): string {
  const folder =
    options.case === undefined ? folderOfPlan(casesFolder(), id) : folderOf(options.case);
  if (folder === undefined)
    throw new UsageError(`no case of this machine has a plan ${JSON.stringify(id)}`);
  return folder;
}
