import { z } from 'zod';
import { DeskError, type ReadCase } from '../../incident/desk/desk.ts';
import { eventLine } from '../../incident/case/tell.ts';
import { Visit } from '../../model/ledger.ts';
import type { KeptCase } from '../../store/cases.ts';
import { caseDetail, caseShape } from '../case-answers.ts';
import { CaseCoverage, CaseDetail, CaseEventShape, CaseShape } from '../case-shapes.ts';
import { pageOf, placeIn } from '../cursor.ts';
import { endpoint, type Ask } from '../endpoint.ts';
import { Problem } from '../problem.ts';
import { pageShape } from '../shapes.ts';
import { Paged } from '../words.ts';

const tag = 'cases';
const MOST_ASSET = 1000;
const Place = z.object({ opened: z.string().max(40), id: z.string().max(100) });

type Named = Pick<Ask<unknown, unknown>, 'facts' | 'params'>;

/** As its folder is now, where that is on this host. */
export async function readCase({ facts, params }: Named): Promise<ReadCase> {
  await facts.cases.refresh();
  const found = await facts.cases.read(params['id'] ?? '');
  if (!found) throw new Problem(404);
  return found;
}

/** A page of what a case holds, in the order in which it came to it. */
async function pageWithin<T extends { readonly seq: number }>(
  ask: Named & { readonly query: z.infer<typeof Paged> },
  read: (id: string, most: number, after: number | undefined) => Promise<readonly T[]>,
): Promise<{ items: T[]; next: string | null }> {
  const { kept } = await readCase(ask);
  const { limit, cursor } = ask.query;
  const after = placeIn(z.int().min(0), cursor);
  return pageOf(
    limit,
    (most) => read(kept.id, most, after),
    ({ seq }) => seq,
  );
}

/** What the desk refuses is for whoever asked. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DeskError) throw new Problem(409, error.message);
    throw error;
  }
}

export const caseRoutes = [
  endpoint({
    method: 'get',
    path: '/cases',
    id: 'listCases',
    summary: 'Incidents, newest first',
    tag,
    needs: 'read',
    query: Paged.extend({ asset: z.string().max(MOST_ASSET).optional() }),
    answer: pageShape(CaseShape),
    handle: async ({ facts, query: { limit, cursor, asset } }) => {
      const after = placeIn(Place, cursor);
      await facts.cases.refresh();
      const page = await pageOf(
        limit,
        (most) => facts.store.cases.page(most, { asset, after }),
        ({ opened, id }: KeptCase) => ({ opened, id }),
      );
      return { ...page, items: page.items.map((kept) => caseShape(kept)) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/findings/{id}/case',
    id: 'openCase',
    summary: 'Begin an incident from a finding; its folder is made on the host of this server',
    tag,
    needs: 'operate',
    status: 201,
    answer: CaseShape,
    handle: async ({ facts, params, caller }) => {
      const finding = await facts.store.findings.byId(params['id'] ?? '');
      if (!finding) throw new Problem(404);
      await facts.cases.refresh();
      const before = await facts.cases.openedOn(finding);
      if (before !== undefined) throw new Problem(409, `the case ${before} is on it already`);
      const { id } = await refusing(facts.cases.open(finding.finding.id, caller.name));
      const kept = await facts.store.cases.byId(id);
      if (!kept) throw new Problem(404);
      return caseShape(kept);
    },
  }),
  endpoint({
    method: 'get',
    path: '/cases/{id}',
    id: 'getCase',
    summary: 'One incident: how far it came, what its evidence says, and what to do next',
    tag,
    needs: 'read',
    answer: CaseDetail,
    handle: async (ask) => caseDetail(await readCase(ask), ask.facts.now()),
  }),
  endpoint({
    method: 'get',
    path: '/cases/{id}/timeline',
    id: 'listCaseEvents',
    summary: 'Its journal, oldest first',
    tag,
    needs: 'read',
    query: Paged,
    answer: pageShape(CaseEventShape),
    handle: async (ask) => {
      const page = await pageWithin(ask, (...from) => ask.facts.store.cases.entries(...from));
      const items = page.items.map(({ seq, at, event }) => ({
        seq,
        at,
        kind: event.kind,
        says: eventLine(event),
      }));
      return { ...page, items };
    },
  }),
  endpoint({
    method: 'get',
    path: '/cases/{id}/ledger',
    id: 'listVisits',
    summary: 'Who came and what they took, those who got furthest first',
    tag,
    needs: 'read',
    query: Paged,
    answer: pageShape(Visit),
    handle: async (ask) => {
      const page = await pageWithin(ask, (...from) => ask.facts.store.cases.visits(...from));
      return { ...page, items: page.items.map(({ visit }) => visit) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/cases/{id}/coverage',
    id: 'getCaseCoverage',
    summary: 'For which part of the exposure some source would have recorded who reads',
    tag,
    needs: 'read',
    answer: CaseCoverage,
    handle: async (ask) => {
      const { ledger } = (await readCase(ask)).record;
      return { coverage: ledger?.coverage ?? null, sources: ledger?.sources ?? [] };
    },
  }),
];
