import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { exactly, InventoryItem } from '../model/inventory.ts';
import { classifyItem } from './classify.ts';
import { describeItem } from './item.ts';
import { SAMPLE_ROWS } from './sample.ts';

const named = (...names: string[]) => names.map((name) => ({ name, type: 'String' }));

/** The table of the founding case, as the lab fills it. */
const logStream = Array.from({ length: 40 }, (_each, at) => ({
  timestamp: '2025-01-06 00:00:00',
  span_name: at % 2 === 0 ? 'chat.completion' : 'chat.prompt',
  'string.names': ['user', 'prompt', 'authorization'],
  'string.values': [
    `user${at}@mail.example`,
    `Please summarise my letter number ${at}`,
    ['Bearer s', 'k-', createHash('md5').update(String(at)).digest('hex')].join(''),
  ],
  _service: 'usage-checker',
}));
const logFields = named('timestamp', 'span_name', 'string.names', 'string.values', '_service');

it('finds in the founding table what stood in it, and tells it of the column that the store names', () => {
  const { classes } = classifyItem({
    kind: 'table',
    name: 'default.log_stream',
    fields: logFields,
    sample: logStream,
  });
  expect(new Set(classes.map(({ class: of }) => of))).toEqual(
    new Set(['chat-log', 'secret', 'personal']),
  );
  for (const hit of classes) {
    expect(hit).toMatchObject({
      field: 'string.values',
      sampled: SAMPLE_ROWS,
      matched: SAMPLE_ROWS,
    });
  }
});

it('speaks from names where there is no sample, and lets a sample overrule them', () => {
  const item = { kind: 'table', name: 'shop.orders', fields: named('email', 'phone') } as const;
  expect(classifyItem(item).classes).toEqual([
    expect.objectContaining({ kind: 'email', matched: 0, sampled: 0 }),
    expect.objectContaining({ kind: 'phone', matched: 0, sampled: 0 }),
  ]);
  const sample = Array.from({ length: 4 }, (_each, at) => ({ email: `weekly-${at}`, phone: null }));
  expect(classifyItem({ ...item, sample }).classes).toEqual([
    expect.objectContaining({ kind: 'phone', matched: 0, sampled: 4 }),
  ]);
  expect(classifyItem({ ...item, sample: [...sample, ...sample] }).classes).toEqual([]);
});

it('keeps within its budget, and counts what it read', () => {
  const sample = Array.from({ length: 20 }, () => ({ body: 'x'.repeat(30_000) }));
  const { classes } = classifyItem({
    kind: 'table',
    name: 'notes',
    fields: named('email'),
    sample,
  });
  expect(classes).toEqual([expect.objectContaining({ kind: 'email', sampled: 3 })]);
});

it('survives what a hostile server may call its fields and put into its cells', () => {
  const deep = '['.repeat(5000) + ']'.repeat(5000);
  const sample = [
    JSON.parse('{"__proto__":{"role":"x"},"constructor":{"prototype":1},"messages":[null,1,[]]}'),
    { 'a\u0000b': deep, '': '', toString: '{"a":1', big: 2n ** 80n, raw: new Uint8Array([255, 0]) },
  ];
  const item = {
    kind: 'collection',
    name: '\u001B[2J{"',
    fields: named('__proto__'),
    sample,
  } as const;
  expect(InventoryItem.safeParse(describeItem(item)).success).toBe(true);
  expect(Object.hasOwn(Object.prototype, 'role')).toBe(false);
});

it('makes an entry that fits the schema and holds nothing of a value', () => {
  const item = describeItem({
    kind: 'keys',
    name: 'session:jane.doe@corp.example',
    fields: named('jane.doe@corp.example'),
    rows: exactly(3n),
    sample: [{ 'jane.doe@corp.example': 'Kanari-4711' }],
  });
  expect(InventoryItem.parse(item)).toEqual(item);
  expect(item.name).toBe('session:{email}');
  expect(JSON.stringify(item)).not.toMatch(/jane|Kanari/);
});

it('tells chat logs of a bucket by the names of its objects', () => {
  const bucket = (key: string): string[] =>
    classifyItem({ kind: 'bucket', name: 'logs', fields: [], sample: [{ key }] }).classes.map(
      (hit) => `${hit.class} ${hit.field} ${hit.matched}`,
    );
  // https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
  expect(bucket('AWSLogs/eu/BedrockModelInvocationLogs/2026/11/a.json.gz')).toEqual([
    'chat-log key 1',
  ]);
  expect(bucket('exports/chat_history_2026.jsonl')).toEqual(['chat-log key 1']);
  expect(bucket('invoices/2026/11/a.pdf')).toEqual([]);
});
