import { expect, it } from 'vitest';
import { canaries, canariesIn } from '../../test/canaries.ts';
import { emptyRun, sampleObservation, sampleRules } from '../../test/report-samples.ts';
import { formats } from '../report/index.ts';
import { InventoryBuilder } from './inventory.ts';

const values = Object.values(canaries);

function planted(): InventoryBuilder {
  const builder = new InventoryBuilder();
  const row = {
    ...Object.fromEntries(values.map((value, at) => [`field_${at}`, value])),
    messages: [
      { role: 'user', content: values.join(' ') },
      { role: 'assistant', content: canaries.prompt },
    ],
    payload: JSON.stringify({ email: canaries.email, api_key: canaries.apiKey }),
  };
  builder.add({ kind: 'collection', name: 'app.chats', fields: [], sample: [row, row] });
  for (const value of [canaries.email, canaries.apiKey, canaries.awsKey]) {
    const fields = [{ name: value, type: 'string' }];
    builder.add({ kind: 'keys', name: `session:${value}`, fields, sample: [{ [value]: value }] });
  }
  return builder;
}

it('lets none of what it classifies into an inventory or any report of it', () => {
  const inventory = planted().build();
  expect(inventory.items.some(({ classes }) => classes.length > 2)).toBe(true);
  expect(canariesIn(JSON.stringify(inventory))).toEqual([]);

  const view = { ...emptyRun, observations: [sampleObservation({ access: 'open', inventory })] };
  const options = { color: false, width: 100, verbose: true, rules: sampleRules };
  for (const [id, format] of Object.entries(formats)) {
    expect([id, canariesIn([...format(view, options)].join(''))]).toEqual([id, []]);
  }
});
