/** Plans of a case: what could be done, in words, with an id that changes when the plan does. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../model/errors.ts';
import { GroupPlace, GroupRule } from '../../model/security-group.ts';
import type { Access } from '../ask/asker.ts';
import { eventsOf, journalOf, readCase, type Case } from '../case/case.ts';
import { ChainError, sha256 } from '../chain.ts';
import { FILE_MODE, readPlain } from '../private-files.ts';
import type { Recipe, Settings } from './recipe.ts';
import { recipeNamed, recipesFor } from './recipes.ts';

const ID_LENGTH = 10;
const MOST_BYTES = 1024 * 1024;

const Words = z.object({
  id: z.string(),
  title: z.string(),
  command: z.array(z.string()),
  evidence: z.string(),
  sessions: z.string(),
  application: z.string().default(''),
  rollback: z.array(z.string()),
  verification: z.string(),
});

export const Plan = z.object({
  schema: z.literal('nightlatch/plan/1'),
  id: z.string(),
  case: z.string(),
  recipe: z.string(),
  layer: z.enum(['product', 'nftables', 'docker-user', 'aws-security-group']),
  title: z.string(),
  product: z.string(),
  address: z.string(),
  port: z.int(),
  tls: z.boolean().default(false),
  allow: z.array(z.string()),
  seconds: z.int(),
  usersFile: z.string().nullable(),
  group: GroupPlace.extend({ open: z.array(GroupRule) })
    .nullable()
    .default(null),
  steps: z.array(Words),
});
export type Plan = z.infer<typeof Plan>;

export interface Wish extends Omit<Settings, 'id'> {
  readonly access: Access;
}

/** Every plan that is known for the case's store, written into the case. */
export function makePlans(found: Case, wish: Wish): Plan[] {
  const recipes = recipesFor(wish.access.product, wish);
  return recipes.map((recipe) => keep(found, planOf(found, recipe, wish)));
}

function wordsOf(recipe: Recipe, access: Access, settings: Settings): z.infer<typeof Words>[] {
  return recipe.steps(access, settings).map((step) => Words.parse(step));
}

/** Whether what would be done now is what was shown: another version may have other steps under the same name. */
export function isAsShown({ plan, recipe }: Kept, access: Access): boolean {
  const steps = wordsOf(recipe, access, plan);
  return JSON.stringify(steps) === JSON.stringify(plan.steps);
}

function planOf(found: Case, recipe: Recipe, { access, ...settings }: Wish): Plan {
  const { product, address, port, tls } = access;
  const facts = {
    case: found.opened.case,
    recipe: recipe.name,
    product,
    address,
    port,
    tls,
    ...settings,
  };
  // The id stands in the names of what is made, so that two plans never meet; in its steps it cannot stand yet.
  const unnamed = wordsOf(recipe, access, { ...settings, id: '' });
  const id = sha256(JSON.stringify({ ...facts, steps: unnamed })).slice(0, ID_LENGTH);
  const steps = wordsOf(recipe, access, { ...settings, id });
  const { layer, title } = recipe;
  const { allow, seconds, usersFile, group } = settings;
  return {
    schema: 'nightlatch/plan/1',
    id,
    ...facts,
    layer,
    title,
    allow: [...allow],
    seconds,
    usersFile,
    group: group && { ...group, open: [...group.open] },
    steps,
  };
}

const fileOf = (folder: string, id: string): string => join(folder, `plan-${id}.json`);

function keep(found: Case, plan: Plan): Plan {
  const path = fileOf(found.folder, plan.id);
  if (existsSync(path)) return plan;
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  writeFileSync(path, text, { mode: FILE_MODE, flag: 'wx' });
  const { id, title } = plan;
  journalOf(found.folder).add({ kind: 'planned', plan: id, title, body: sha256(text) });
  return plan;
}

export interface Kept {
  readonly found: Case;
  readonly plan: Plan;
  readonly recipe: Recipe;
}

/** A plan as it was shown; one that was changed since is refused. */
export function readPlan(folder: string, id: string): Kept {
  const found = readCase(folder);
  const planned = eventsOf(found.entries, 'planned').findLast(({ plan }) => plan === id);
  if (!planned) throw new UsageError(`the case has no plan ${JSON.stringify(id)}`);
  const bytes = readPlain(fileOf(folder, id), MOST_BYTES);
  if (sha256(bytes) !== planned.body) throw new ChainError(`plan ${id} is not as it was made`);
  const plan = Plan.parse(JSON.parse(bytes.toString('utf8')));
  const recipe = recipeNamed(plan.recipe);
  if (!recipe) throw new UsageError(`this version does not know ${plan.recipe}`);
  return { found, plan, recipe };
}

/** The folder of the case that holds a plan, among those of this machine. */
export function folderOfPlan(root: string, id: string): string | undefined {
  if (!/^[0-9a-f]+$/.test(id) || !existsSync(root)) return undefined;
  return readdirSync(root)
    .map((name) => join(root, name))
    .find((folder) => existsSync(fileOf(folder, id)));
}
