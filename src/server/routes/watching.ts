import { z } from 'zod';
import type { Receiver } from '../../model/watch-config.ts';
import type { Delivery } from '../../store/deliveries.ts';
import { testMessage } from '../../watch/alerts/test-message.ts';
import { pageOf, placeIn } from '../cursor.ts';
import { endpoint } from '../endpoint.ts';
import type { Facts } from '../facts.ts';
import { Problem } from '../problem.ts';
import { DeliveryShape, pageShape, ReceiverShape, ScheduleShape } from '../shapes.ts';
import { Paged } from '../words.ts';

const DeliveryPlace = z.object({ created: z.string().max(40), id: z.string().max(100) });
const Summary = z.object({ summary: z.string() });

function shapeOfReceiver(receiver: Receiver): z.input<typeof ReceiverShape> {
  const { name, kind, url, url_env, severities, owners, secret_env } = receiver;
  const isUrl = url !== undefined && url_env === undefined && URL.canParse(url);
  return {
    name,
    kind,
    host: isUrl ? new URL(url).host : null,
    severities: severities ?? null,
    owners: owners ?? null,
    signed: kind === 'webhook' && secret_env !== undefined,
  };
}

function shapeOfDelivery(kept: Delivery): z.input<typeof DeliveryShape> {
  const { body, next_at: nextAt, ...rest } = kept;
  const read = Summary.safeParse(JSON.parse(body));
  return { ...rest, nextAt, summary: read.data?.summary ?? '' };
}

async function schedule(facts: Facts): Promise<z.input<typeof ScheduleShape>[]> {
  const { store, entries, watcher } = facts;
  const jobs = await store.jobs.all();
  return Promise.all(
    entries.map(async (entry) => {
      const {
        name,
        targets = [],
        every,
        full_every: fullEvery,
        cron,
        zone,
        jitter,
        blackout,
        owner,
      } = entry;
      const [last] = await store.runs.latest(1, { entry: name });
      return {
        entry: name,
        targets,
        every: every ?? null,
        fullEvery: fullEvery ?? null,
        cron: cron ?? null,
        zone,
        jitter,
        blackout,
        owner: owner ?? null,
        nextAt: jobs.find((job) => job.name === name)?.next_at ?? null,
        running: watcher.running.includes(name),
        lastEndpoints: last?.finished ? last.endpoints : null,
      };
    }),
  );
}

export const watchingRoutes = [
  endpoint({
    method: 'get',
    path: '/schedule',
    id: 'getSchedule',
    summary: 'What is looked at, how often, and when next',
    tag: 'schedule',
    needs: 'read',
    answer: z.object({ items: z.array(ScheduleShape) }),
    handle: async ({ facts }) => ({ items: await schedule(facts) }),
  }),
  endpoint({
    method: 'get',
    path: '/receivers',
    id: 'listReceivers',
    summary: 'Who is told',
    tag: 'receivers',
    needs: 'read',
    answer: z.object({ items: z.array(ReceiverShape) }),
    handle: ({ facts }) => Promise.resolve({ items: facts.receivers.map(shapeOfReceiver) }),
  }),
  endpoint({
    method: 'post',
    path: '/receivers/{name}/test',
    id: 'testReceiver',
    summary: 'Send a test message now',
    tag: 'receivers',
    needs: 'operate',
    answer: z.object({ delivered: z.boolean(), error: z.string().nullable() }),
    handle: async ({ facts, params, caller }) => {
      const receiver = facts.receivers.find(({ name }) => name === params['name']);
      if (!receiver) throw new Problem(404);
      try {
        await facts.deliver(receiver, testMessage(caller.name));
        return { delivered: true, error: null };
      } catch (error) {
        return { delivered: false, error: error instanceof Error ? error.message : 'it failed' };
      }
    },
  }),
  endpoint({
    method: 'get',
    path: '/deliveries',
    id: 'listDeliveries',
    summary: 'Messages by state, newest first; `dead` are those that nobody took',
    tag: 'receivers',
    needs: 'read',
    query: Paged.extend({ state: DeliveryShape.shape.state.default('dead') }),
    answer: pageShape(DeliveryShape),
    handle: async ({ facts, query: { limit, cursor, state } }) => {
      const after = placeIn(DeliveryPlace, cursor);
      const page = await pageOf(
        limit,
        (most) => facts.store.deliveries.inState(state, most, after),
        ({ created, id }) => ({ created, id }),
      );
      return { ...page, items: page.items.map(shapeOfDelivery) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/deliveries/{id}/retry',
    id: 'retryDelivery',
    summary: 'Send a dead message again, from the first attempt on',
    tag: 'receivers',
    needs: 'operate',
    answer: DeliveryShape,
    handle: async ({ facts, params }) =>
      facts.store.transaction(async ({ deliveries }) => {
        const kept = await deliveries.byId(params['id'] ?? '');
        if (!kept) throw new Problem(404);
        if (kept.state !== 'dead') throw new Problem(409, 'only a dead message is sent again');
        const news = { attempts: 0, next_at: facts.now().toISOString(), error: null };
        await deliveries.settle(kept.id, { ...news, state: 'waiting' });
        return shapeOfDelivery({ ...kept, ...news, state: 'waiting' });
      }),
  }),
];
