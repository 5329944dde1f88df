import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleFinding } from '../../../test/sample-finding.ts';
import { advance, opened } from '../../findings/lifecycle.ts';
import { Receiver } from '../../model/watch-config.ts';
import { openStore, type Store } from '../../store/store.ts';
import { deliver } from './deliver.ts';
import { requestFor } from './formats.ts';
import type { Message, News } from './message.ts';
import { messagesFor } from './route.ts';
import { Sender } from './sender.ts';

const at = '2026-01-01T00:00:00.000Z';
const source = { entry: 'lab', run: 'r1', owner: undefined };
const receiver = (facts: object): Receiver =>
  Receiver.parse({ name: 'hook', kind: 'webhook', url: 'https://example.com/', ...facts });

function news(value = 60, asset = '10.0.0.1:6379'): News {
  const { tracked, changes } = opened(sampleFinding({ value, asset }), at, null);
  const [change] = changes;
  if (!change) throw new Error('it was opened');
  return { change, tracked };
}

function shut(): News {
  const step = advance(news().tracked, { kind: 'shut' }, at);
  const [change] = step.changes;
  if (!change) throw new Error('it was shut');
  return { change, tracked: step.tracked };
}

describe('who is told', () => {
  it('is decided by severity and owner', () => {
    const some = [news(60), news(90, '10.0.0.2:6379')];
    const names = (receivers: readonly Receiver[], facts: object = {}): string[] =>
      messagesFor(receivers, some, { ...source, ...facts }).map(({ message }) => message.summary);
    expect(names([receiver({})])).toEqual(['2 open; the worst is critical']);
    expect(names([receiver({ severities: ['critical'] })])).toEqual([
      'critical: Redis: anonymous access at 10.0.0.2:6379 is open',
    ]);
    expect(names([receiver({ severities: ['low'] })])).toEqual([]);
    expect(names([receiver({ owners: ['blue'] })])).toEqual([]);
    expect(names([receiver({ owners: ['blue'] })], { owner: 'blue' })).toHaveLength(1);
  });

  it('hears of a door that is shut, and not of who was assigned', () => {
    const [addressed] = messagesFor([receiver({})], [shut()], source);
    expect(addressed?.message.summary).toMatch(/is shut$/);
    const assigned = { ...shut(), change: { ...shut().change, kind: 'assigned' as const } };
    expect(messagesFor([receiver({})], [assigned], source)).toEqual([]);
  });

  it('hears nothing of what is muted before that is over', () => {
    const { change, tracked } = news();
    const until = '2026-01-02T00:00:00.000Z';
    const muted = { ...tracked, mute: { by: 'ann', reason: 'it flaps', until, at } };
    expect(messagesFor([receiver({})], [{ change, tracked: muted }], source)).toEqual([]);
    const over = { ...change, kind: 'mute-ended', at: until } as const;
    const [addressed] = messagesFor([receiver({})], [{ change: over, tracked: muted }], source);
    expect(addressed?.message.summary).toMatch(/is open, and no longer muted$/);
  });

  it('gets a storm as one digest', () => {
    const storm = Array.from({ length: 500 }, (_, index) => news(60, `10.0.1.${index}:1`));
    const addressed = messagesFor([receiver({})], storm, source);
    expect(addressed).toHaveLength(1);
    expect(addressed[0]?.message).toMatchObject({ more: 480 });
    expect(addressed[0]?.message.items).toHaveLength(20);
  });
});

describe('a message', () => {
  const [addressed] = messagesFor([receiver({})], [news(60, '<!channel> @here:1')], source);
  const message = addressed?.message as Message;

  it('is signed for a webhook', () => {
    const { headers, body } = requestFor('webhook', message, 'key');
    const signature = createHmac('sha256', 'key').update(body).digest('hex');
    expect(headers['X-Nightlatch-Signature']).toBe(`sha256=${signature}`);
    expect(headers['X-Nightlatch-Delivery']).toBe(message.id);
  });

  it.each(['slack', 'teams', 'discord'] as const)('calls nobody in %s', (kind) => {
    const { body } = requestFor(kind, message, '');
    expect(body).not.toMatch(/<!channel>|@here/);
  });

  it('opens and shuts one incident of PagerDuty', () => {
    const [closing] = messagesFor([receiver({})], [shut()], source);
    const [opening] = messagesFor([receiver({})], [news()], source);
    const events = [opening, closing].map(
      (each) =>
        JSON.parse(requestFor('pagerduty', each?.message as Message, 'key').body) as {
          event_action: string;
          dedup_key: string;
        },
    );
    expect(events.map(({ event_action }) => event_action)).toEqual(['trigger', 'resolve']);
    expect(events[0]?.dedup_key).toBe(events[1]?.dedup_key);
  });
});

describe('the sender', () => {
  let folder = '';
  let store: Store;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nightlatch-sender-'));
    store = await openStore({ folder });
  });
  afterEach(async () => {
    await store[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tries again with growing pauses, under the same id, and gives up visibly', async () => {
    const heard: IncomingHttpHeaders[] = [];
    let status = 500;
    const server = createServer((request, response) => {
      heard.push(request.headers);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const hook = receiver({ url: `http://127.0.0.1:${port}/`, allow_private: true });
    let clock = new Date(at);
    const sender = new Sender({
      store,
      receivers: [hook],
      deliver: (each, message) => deliver(each, message, {}),
      now: () => clock,
    });
    const later = (seconds: number): void => {
      clock = new Date(clock.getTime() + seconds * 1000);
    };
    const [addressed] = messagesFor([hook], [news()], source);
    const body = JSON.stringify(addressed?.message);
    const waiting = { created: at, next_at: at, body };
    await store.deliveries.add({ id: 'd1', receiver: 'hook', ...waiting });
    await store.deliveries.add({ id: 'd2', receiver: 'nobody', ...waiting });
    await sender.send();
    expect(await store.deliveries.inState('dead', 5)).toMatchObject([{ id: 'd2' }]);
    await sender.send();
    expect(heard).toHaveLength(1);
    later(5);
    status = 204;
    await sender.send();
    expect(heard).toHaveLength(2);
    const ids = heard.map((headers) => headers['x-nightlatch-delivery']);
    expect(new Set(ids).size).toBe(1);
    expect(await store.deliveries.inState('sent', 5)).toMatchObject([{ id: 'd1', attempts: 2 }]);

    status = 500;
    await store.deliveries.add({ id: 'd3', receiver: 'hook', ...waiting });
    for (let attempt = 0; attempt < 11; attempt += 1) {
      await sender.send();
      later(3600);
    }
    expect(
      (await store.deliveries.inState('dead', 5)).map(({ id, error }) => [id, error]),
    ).toContainEqual(['d3', 'it answered HTTP 500']);
    server.close();
  });

  it('says which secret is missing, and sends nothing without it', async () => {
    const [addressed] = messagesFor([receiver({})], [news()], source);
    const signed = receiver({ secret_env: 'HOOK_KEY' });
    await expect(deliver(signed, addressed?.message as Message, {})).rejects.toThrow('HOOK_KEY');
  });
});
