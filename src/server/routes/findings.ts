import { z } from 'zod';
import {
  accept,
  assign,
  isOpen,
  mute,
  unmute,
  withdraw,
  type Step,
} from '../../findings/lifecycle.ts';
import { Severity } from '../../model/finding.ts';
import { FindingState } from '../../model/tracked.ts';
import type { Filter, KeptFinding } from '../../store/findings.ts';
import { SEVERITIES } from '../../model/verdict.ts';
import { pageOf, placeIn } from '../cursor.ts';
import { endpoint, type Ask } from '../endpoint.ts';
import { Problem } from '../problem.ts';
import { FindingDetail, FindingPage, FindingShape } from '../shapes.ts';
import { Paged, sentence, Text } from '../words.ts';

const tag = 'findings';
/** Looks at its asset that stand beside a finding. */
const LOOKS = 5;
/** Nobody answers for something longer than this without being asked again. */
const MOST_ACCEPTED_DAYS = 366;
/** What nobody hears of for longer is accepted, by name. */
const MOST_MUTED_DAYS = 90;
const DAY = 86_400_000;

const Place = z.object({ rank: z.int(), score: z.number(), id: z.string().max(200) });

const Query = Paged.extend({
  state: z.array(FindingState).optional(),
  severity: z.array(Severity).optional(),
  product: Text.optional(),
  rule: Text.optional(),
  owner: Text.optional(),
  entry: Text.optional(),
  muted: z.literal('true').optional().describe('Only those of which nobody is told now'),
  q: Text.optional().describe('Part of the name of its asset'),
});

function filterOf(query: z.output<typeof Query>, now: Date): Filter {
  const { state, severity, product, rule, owner, entry, muted, q } = query;
  const mutedAt = muted && now.toISOString();
  return { states: state, severities: severity, product, rule, owner, entry, mutedAt, text: q };
}

/** One step of a person: read, decided and written in one transaction. */
async function step(
  { facts, params }: Pick<Ask<unknown, unknown>, 'facts' | 'params'>,
  take: (kept: KeptFinding, at: string) => Step,
): Promise<KeptFinding> {
  return facts.store.transaction(async (session) => {
    const kept = await session.findings.byId(params['id'] ?? '');
    if (!kept) throw new Problem(404);
    const at = facts.now().toISOString();
    const { entry, updated: _, ...before } = kept;
    const { tracked, changes } = take({ ...before, entry, updated: at }, at);
    const { entry: __, updated: ___, ...after } = { ...tracked, entry, updated: at };
    await session.findings.put(after, entry, at);
    await session.changes.add(changes, null);
    return { ...after, entry, updated: at };
  });
}

export const findingRoutes = [
  endpoint({
    method: 'get',
    path: '/findings',
    id: 'listFindings',
    summary: 'Findings, worst first',
    tag,
    needs: 'read',
    query: Query,
    answer: FindingPage,
    handle: async ({ facts, query }) => {
      const filter = filterOf(query, facts.now());
      const after = placeIn(Place, query.cursor);
      const page = await pageOf(
        query.limit,
        (limit) => facts.store.findings.page(filter, limit, after),
        ({ finding: { id, severity, score } }) => ({
          rank: SEVERITIES.indexOf(severity),
          score: score.value,
          id,
        }),
      );
      const counts = await facts.store.findings.counts(filter);
      return { ...page, counts: counts.map((tally) => tallyOf(tally)) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/findings/{id}',
    id: 'getFinding',
    summary: 'One finding with its life and the latest looks at its asset',
    tag,
    needs: 'read',
    answer: FindingDetail,
    handle: async ({ facts: { store }, params }) => {
      const kept = await store.findings.byId(params['id'] ?? '');
      if (!kept) throw new Problem(404);
      const { id, asset } = kept.finding;
      const [changes, observations, links] = await Promise.all([
        store.changes.ofFinding(id),
        store.observations.ofAsset(asset, LOOKS),
        store.assets.linksOf(asset),
      ]);
      return { ...kept, changes, observations, links };
    },
  }),
  endpoint({
    method: 'post',
    path: '/findings/{id}/accept',
    id: 'acceptFinding',
    summary: 'Answer for an open finding until a day',
    tag,
    needs: 'operate',
    body: z.strictObject({
      reason: sentence(),
      until: z.iso.date().describe('The first day on which it is open again, YYYY-MM-DD, UTC'),
    }),
    answer: FindingShape,
    handle: async (ask) =>
      step(ask, (kept, at) => {
        if (!isOpen(kept)) throw new Problem(409, 'only what is open can be accepted');
        const { reason, until: day } = ask.body;
        const until = within(`${day}T00:00:00Z`, at, MOST_ACCEPTED_DAYS);
        return accept(kept, { by: ask.caller.name, reason, until, at });
      }),
  }),
  endpoint({
    method: 'delete',
    path: '/findings/{id}/accept',
    id: 'withdrawAcceptance',
    summary: 'Answer for it no longer',
    tag,
    needs: 'operate',
    answer: FindingShape,
    handle: async (ask) =>
      step(ask, (kept, at) => {
        if (kept.state !== 'accepted') throw new Problem(409, 'nobody accepted it');
        return withdraw(kept, ask.caller.name, at);
      }),
  }),
  endpoint({
    method: 'post',
    path: '/findings/{id}/mute',
    id: 'muteFinding',
    summary: 'Nobody is told of it until a time; it is shown and looked at as before',
    tag,
    needs: 'operate',
    body: z.strictObject({ reason: sentence(), until: z.iso.datetime().describe('UTC') }),
    answer: FindingShape,
    handle: async (ask) =>
      step(ask, (kept, at) => {
        const { reason } = ask.body;
        const until = within(ask.body.until, at, MOST_MUTED_DAYS);
        return mute(kept, { by: ask.caller.name, reason, until, at });
      }),
  }),
  endpoint({
    method: 'delete',
    path: '/findings/{id}/mute',
    id: 'unmuteFinding',
    summary: 'Tell of it again from now on',
    tag,
    needs: 'operate',
    answer: FindingShape,
    handle: async (ask) =>
      step(ask, (kept, at) => {
        if (kept.mute === null) throw new Problem(409, 'it is not muted');
        return unmute(kept, ask.caller.name, at);
      }),
  }),
  endpoint({
    method: 'post',
    path: '/findings/{id}/assign',
    id: 'assignFinding',
    summary: 'Say who answers for it',
    tag,
    needs: 'operate',
    body: z.strictObject({ owner: sentence(100).nullable() }),
    answer: FindingShape,
    handle: async (ask) =>
      step(ask, (kept, at) => assign(kept, ask.body.owner, ask.caller.name, at)),
  }),
];

/** A time to come, in the one form that sorts. */
function within(text: string, now: string, mostDays: number): string {
  const until = new Date(text);
  const days = (until.getTime() - Date.parse(now)) / DAY;
  if (days <= 0 || days > mostDays)
    throw new Problem(400, `until: a time to come, ${mostDays} days from now at most`);
  return until.toISOString();
}

function tallyOf({ state, severity, count }: { state: string; severity: string; count: number }) {
  return { state: FindingState.parse(state), severity: Severity.parse(severity), count };
}
