import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { meansFor, planOf } from '../../../test/containing.ts';
import { caseOn, ownerOf, type CaseFolder } from '../../../test/incident.ts';
import { journalOf } from '../case/case.ts';
import { sha256 } from '../chain.ts';
import { applyPlan } from './apply.ts';

/** Nobody listens there: what is refused is refused before anything is asked. */
const access = ownerOf({ product: 'redis', address: '127.0.0.1', port: 1 });

interface Changed {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

function changed({ found }: CaseFolder, from: string, to: string): Changed {
  const { id, title } = planOf(found, access, 'product');
  const path = join(found.folder, `plan-${id}.json`);
  const before = readFileSync(path, 'utf8');
  const text = before.replace(from, to);
  expect(text).not.toBe(before);
  writeFileSync(path, text);
  return { id, title, text };
}

const applied = async ({ found }: CaseFolder, id: string): Promise<void> =>
  await applyPlan(
    found.folder,
    id,
    { approve: id, by: 'Ann', withoutSnapshot: 'test' },
    meansFor(access),
  );

it('refuses a plan that was changed after it was shown', async () => {
  using folder = caseOn();
  const { id } = changed(folder, '"seconds": 0', '"seconds": 9');
  await expect(applied(folder, id)).rejects.toThrow(/not as it was made/);
});

it('refuses a plan that another version made of other steps', async () => {
  using folder = caseOn();
  const { id, title, text } = changed(folder, 'CLIENT KILL TYPE pubsub', 'CLIENT KILL TYPE x');
  const body = sha256(text);
  journalOf(folder.found.folder).add({ kind: 'planned', plan: id, title, body });
  await expect(applied(folder, id)).rejects.toThrow(/other steps than were shown/);
});
