import { z } from 'zod';
import { diffOf } from '../../findings/run-diff.ts';
import { cleaned } from '../../model/hostile-json.ts';
import { Observation } from '../../model/observation.ts';
import { RunDocument } from '../../model/run.ts';
import { recordSubmitted, SubmittedError } from '../../watch/record-submitted.ts';
import { pageOf, placeIn } from '../cursor.ts';
import { endpoint } from '../endpoint.ts';
import { Problem } from '../problem.ts';
import { DifferenceShape, pageShape, RunDetail, RunShape, Submitted } from '../shapes.ts';
import { Paged, Text } from '../words.ts';

const tag = 'runs';
const RunPlace = z.object({ started: z.string().max(40), id: z.string().max(100) });
const MOST_DOCUMENT = 64 * 1024 * 1024;

/** As names of watch entries are, and told from them by its first word. */
const SubmittedEntry = z
  .string()
  .regex(/^[\w.-]{1,50}$/, 'letters, digits, dots and dashes')
  .default('audit');

export const runRoutes = [
  endpoint({
    method: 'get',
    path: '/runs',
    id: 'listRuns',
    summary: 'Runs, newest first',
    tag,
    needs: 'read',
    query: Paged.extend({ entry: Text.optional() }),
    answer: pageShape(RunShape),
    handle: ({ facts, query: { limit, cursor, entry } }) => {
      const after = placeIn(RunPlace, cursor);
      return pageOf(
        limit,
        (most) => facts.store.runs.latest(most, { entry, after }),
        ({ started, id }) => ({ started, id }),
      );
    },
  }),
  endpoint({
    method: 'get',
    path: '/runs/{id}',
    id: 'getRun',
    summary: 'One run with what it covered and what it could not',
    tag,
    needs: 'read',
    answer: RunDetail,
    handle: async ({ facts: { store }, params }) => {
      const kept = await store.runs.byId(params['id'] ?? '');
      if (!kept) throw new Problem(404);
      const { run: _, coverage = null, ...rest } = kept;
      return { ...rest, coverage };
    },
  }),
  endpoint({
    method: 'get',
    path: '/runs/{id}/observations',
    id: 'listObservations',
    summary: 'What a run saw, in the order in which it came',
    tag,
    needs: 'read',
    query: Paged,
    answer: pageShape(Observation),
    handle: async ({ facts: { store }, params, query: { limit, cursor } }) => {
      const id = params['id'] ?? '';
      if (!(await store.runs.byId(id))) throw new Problem(404);
      const after = placeIn(z.int().min(0), cursor);
      const page = await pageOf(
        limit,
        (most) => store.observations.ofRun(id, after, most),
        ({ seq }) => seq,
      );
      return { ...page, items: page.items.map(({ it }) => it) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/runs/{id}/diff/{other}',
    id: 'compareRuns',
    summary: 'What is different in the other run, by name of the asset',
    tag,
    needs: 'read',
    query: Paged,
    answer: pageShape(DifferenceShape),
    handle: async ({ facts: { store }, params, query: { limit, cursor } }) => {
      const { id = '', other = '' } = params;
      for (const each of [id, other]) if (!(await store.runs.byId(each))) throw new Problem(404);
      const after = placeIn(z.string(), cursor) ?? '';
      const { appeared, missing, changed } = diffOf(
        await store.observations.assetsOf(id),
        await store.observations.assetsOf(other),
      );
      const found = [
        ...appeared.map((seen) => ({ asset: seen.asset, before: null, after: seen })),
        ...missing.map((seen) => ({ asset: seen.asset, before: seen, after: null })),
        ...changed.map((each) => ({ asset: each.after.asset, ...each })),
      ]
        .filter(({ asset }) => asset > after)
        .toSorted((a, b) => (a.asset < b.asset ? -1 : 1));
      const page = await pageOf(
        limit,
        (most) => Promise.resolve(found.slice(0, most)),
        ({ asset }) => asset,
      );
      return { ...page, items: page.items.map((each) => DifferenceShape.parse(each)) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/runs',
    id: 'startRun',
    summary: 'Look at an entry now',
    tag,
    needs: 'operate',
    status: 202,
    body: z.strictObject({ entry: z.string().max(60) }),
    answer: z.object({ entry: z.string() }),
    handle: async ({ facts, body: { entry } }) => {
      if (!facts.entries.some(({ name }) => name === entry)) throw new Problem(404);
      if (!(await facts.watcher.lookNow(entry)))
        throw new Problem(409, 'it is being looked at already');
      return { entry };
    },
  }),
  endpoint({
    method: 'post',
    path: '/runs/submit',
    id: 'submitRun',
    summary:
      'Record what a one-off audit saw: its JSON document. Its observations are judged here again',
    tag,
    needs: 'submit',
    status: 201,
    mostBody: MOST_DOCUMENT,
    query: z.strictObject({ entry: SubmittedEntry }),
    body: RunDocument,
    answer: Submitted,
    handle: async ({ facts, query, body }) => {
      const { store, policy, receivers, now } = facts;
      const entry = `submitted.${query.entry}`;
      const document = RunDocument.parse(cleaned(body));
      try {
        const told = await recordSubmitted(store, document, {
          entry,
          policy,
          receivers,
          now: now(),
        });
        return { run: body.run.id, entry, ...told };
      } catch (error) {
        if (error instanceof SubmittedError) throw new Problem(409, error.message);
        throw error;
      }
    },
  }),
];
