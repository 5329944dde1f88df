import { expect, test } from 'vitest';
import { encodeCommand, isWholeMessage, type BsonDocument } from '../../../lab/bson.ts';
import { ask as askRaw, dial } from '../../../lab/dial.ts';
import { startServer } from '../../../lab/index.ts';
import type { LabServer } from '../../../lab/product.ts';
import { withServers } from '../../../lab/testing.ts';
import { ask } from '../../../test/ask.ts';
import { canaries, canariesIn } from '../../../test/canaries.ts';

/** As an owner would. */
async function insert(
  { address, port }: LabServer,
  collection: string,
  documents: readonly BsonDocument[],
): Promise<void> {
  const command = encodeCommand({ insert: collection, documents, $db: 'app' });
  const answer = await askRaw(dial(address, port), command, isWholeMessage, 5000);
  expect(answer.toString('latin1')).not.toContain('errmsg');
}

withServers('ferretdb')('what a MongoDB holds, on FerretDB', () => {
  test('databases, collections, counts, and classes of what is in them', async () => {
    await using server = await startServer('ferretdb', 'open');
    const chat = { model: 'gpt-4o', messages: [{ role: 'user', content: canaries.prompt }] };
    await insert(
      server,
      'chats',
      Array.from({ length: 30 }, (_, at) => ({ _id: at, ...chat })),
    );
    await insert(server, 'settings', [{ _id: 1, openai: { api_key: canaries.apiKey } }]);
    await insert(
      server,
      'large',
      Array.from({ length: 8 }, (_, at) => ({ _id: at, text: 'x'.repeat(200_000) })),
    );
    const asked = await ask({ ...server, inventory: 'sample' });
    expect(asked.undeclared).toBe(0);
    expect(canariesIn(JSON.stringify(asked))).toEqual([]);
    const items = new Map(asked.inventory?.items.map((item) => [item.name, item]));
    expect([...items.keys()].toSorted()).toEqual([
      'app.chats',
      'app.large',
      'app.settings',
      'shop.customers',
    ]);
    expect(items.get('app.chats')).toMatchObject({
      kind: 'collection',
      rows: { value: 30, how: 'estimated' },
      fields: expect.arrayContaining([{ name: 'messages', type: 'array' }]),
    });
    expect(items.get('app.chats')?.classes.map((hit) => hit.class)).toContain('chat-log');
    expect(items.get('app.settings')?.classes).toEqual(
      expect.arrayContaining([expect.objectContaining({ class: 'secret', kind: 'openai-key' })]),
    );
    expect(items.get('shop.customers')?.people).toEqual({ value: 100, how: 'exact' });
    expect(asked.atRest?.state).toBe('unknown');
    expect(asked.sent.join('\n')).not.toMatch(/chats|settings/);
  });

  test('names only: no document is asked for', async () => {
    await using server = await startServer('ferretdb', 'open');
    const { inventory, sent } = await ask({ ...server, inventory: 'names' });
    expect(inventory).toMatchObject({ complete: true, items: [{ name: 'shop.customers' }] });
    expect(sent.join('\n')).not.toContain('find ');
  });
});
