/** What tests of containment share: a case with its snapshot, a plan of it, and the means to do it. */
import type { Access } from '../src/incident/ask/asker.ts';
import type { Case } from '../src/incident/case/case.ts';
import type { Means } from '../src/incident/contain/apply.ts';
import { makePassword } from '../src/incident/contain/password.ts';
import { makePlans, type Plan } from '../src/incident/contain/plan.ts';
import { takeSnapshot } from '../src/incident/snapshot/snapshot.ts';

const WISH = { allow: [], seconds: 0, usersFile: null, group: null };

const refusesToRun = async (): Promise<string> => {
  throw new Error('nothing is run on the host');
};

export const meansFor = (access: Access, rest: Partial<Means> = {}): Means => ({
  access,
  run: refusesToRun,
  password: makePassword(),
  show: () => undefined,
  ...rest,
});

export const snapshot = async (found: Case, access: Access): Promise<void> => {
  const rest = { files: [], host: false, seal: undefined, now: () => new Date() };
  await takeSnapshot(found, { access, version: '0.1.0', ...rest });
};

export const planOf = (found: Case, access: Access, layer: Plan['layer'], wish = {}): Plan => {
  const plan = makePlans(found, { access, ...WISH, ...wish }).find((each) => each.layer === layer);
  if (!plan) throw new Error(`no plan for ${layer}`);
  return plan;
};
