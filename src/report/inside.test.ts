import { expect, it } from 'vitest';
import { foundingInventory } from '../../test/inventory-samples.ts';
import { sampleObservation } from '../../test/report-samples.ts';
import { atRestLine, holdsLine, itemLines } from './inside.ts';

it('tells each item with what it holds, and what was not reached', () => {
  expect(itemLines(foundingInventory, 50)).toEqual([
    'table default.log_stream (1,000,000 rows, about 2.19 GB, about 41,200 people): chat logs: prompt-completion in string.values (19 of 20); secrets: llm-key in string.values (20 of 20); personal data: email in string.values (20 of 20)',
    'table default.migrations (12 rows)',
    'not all of it: The budget of 15 s ran out after 2 of 3 databases.',
  ]);
  expect(itemLines(foundingInventory, 1)).toContain('and 1 more');
});

it('says in one line what is at stake', () => {
  expect(holdsLine(sampleObservation({ inventory: foundingInventory }))).toBe(
    'chat logs, secrets, personal data of about 41,200 people, in default.log_stream',
  );
  expect(holdsLine(sampleObservation())).toBe('');
});

it('says what would settle what is not known', () => {
  expect(atRestLine({ state: 'unknown', how: '', settledBy: 'a look at the host' })).toBe(
    'not known; a look at the host would settle it',
  );
  expect(atRestLine({ state: 'plain', how: 'ext4 on sda1', settledBy: '' })).toBe(
    'not encrypted (ext4 on sda1)',
  );
});
