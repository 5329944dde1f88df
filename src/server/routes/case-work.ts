/** What people do with a case: answer for a plan, fill in what only they can say, take the report away. */
import { z } from 'zod';
import { incidentBlanks } from '../../report/incident-blanks.ts';
import { incidentFormats, type IncidentFormat } from '../../report/incident-formats.ts';
import { plansOf, viewOf } from '../case-answers.ts';
import { BlankShape, PlanShape } from '../case-shapes.ts';
import { endpoint, type Ask } from '../endpoint.ts';
import { Problem } from '../problem.ts';
import { sentence } from '../words.ts';
import { readCase, refusing } from './cases.ts';

const tag = 'cases';
const MOST_FIELD = 100;
const MOST_WORDS = 4000;
const Blanks = z.object({ items: z.array(BlankShape) });

type Named = Pick<Ask<unknown, unknown>, 'facts' | 'params'>;

async function blanksOf(ask: Named): Promise<z.infer<typeof Blanks>> {
  const found = await readCase(ask);
  return { items: incidentBlanks(viewOf(found, [], ask.facts.now())) };
}

interface Export {
  readonly format: IncidentFormat;
  readonly ending: string;
  readonly media: string;
  readonly summary: string;
}

/** https://www.iana.org/assignments/media-types; JSON Lines has none. */
const EXPORTS: readonly Export[] = [
  ['markdown', 'md', 'text/markdown; charset=utf-8', 'The incident report in Markdown'],
  ['html', 'html', 'text/html; charset=utf-8', 'The incident report as one page'],
  ['json', 'json', 'application/json', 'The whole case: journal, ledger and score'],
  ['stix', 'stix.json', 'application/stix+json;version=2.1', 'As STIX 2.1'],
  ['ocsf', 'ocsf.jsonl', 'text/plain; charset=utf-8', 'As OCSF 1.8, an event a line'],
  ['veris', 'veris.json', 'application/json', 'As VERIS'],
  ['csv', 'csv', 'text/csv; charset=utf-8', 'The ledger as RFC 4180'],
].map(([format = '', ending = '', media = '', summary = '']) => ({
  ending,
  media,
  summary,
  format: formatOf(format),
}));

function formatOf(word: string): IncidentFormat {
  const isFormat = (each: string): each is IncidentFormat => Object.hasOwn(incidentFormats, each);
  if (!isFormat(word)) throw new Error(`no format ${word}`);
  return word;
}

const asFile = (id: string, ending: string, media: string): Record<string, string> => ({
  'Content-Type': media,
  'Content-Disposition': `attachment; filename="incident-${id}.${ending}"`,
});

const exports = EXPORTS.map(({ format, ending, media, summary }) =>
  endpoint({
    method: 'get',
    path: `/cases/{id}/report.${ending}`,
    id: `getReportAs${format}`,
    summary,
    tag,
    needs: 'read',
    media,
    handle: async (ask) => {
      const found = await readCase(ask);
      if (format === 'csv' && found.record.ledger === null)
        throw new Problem(404, 'the case has no ledger yet');
      const { id } = found.kept;
      const view = viewOf(found, await ask.facts.cases.visits(id), ask.facts.now());
      const headers = asFile(id, ending, media);
      return new Response([...incidentFormats[format](view)].join(''), { headers });
    },
  }),
);

const asPdf = endpoint({
  method: 'get',
  path: '/cases/{id}/report.pdf',
  id: 'getReportAspdf',
  summary: 'The incident report as PDF',
  tag,
  needs: 'read',
  media: 'application/pdf',
  handle: async (ask) => {
    const { facts } = ask;
    const found = await readCase(ask);
    const { id } = found.kept;
    const view = viewOf(found, await facts.cases.visits(id), facts.now());
    const bytes = new Uint8Array(await facts.pdf(view));
    return new Response(bytes, { headers: asFile(id, 'pdf', 'application/pdf') });
  },
});

export const caseWorkRoutes = [
  endpoint({
    method: 'get',
    path: '/cases/{id}/plans',
    id: 'listPlans',
    summary: 'What could be done, and what each step does to evidence and to live sessions',
    tag,
    needs: 'read',
    answer: z.object({ items: z.array(PlanShape) }),
    handle: async (ask) => ({ items: plansOf(await readCase(ask)) }),
  }),
  endpoint({
    method: 'post',
    path: '/cases/{id}/plans/{other}/approve',
    id: 'approvePlan',
    summary: 'Answer for a plan, by name. It is applied on the host: nightlatch contain apply',
    tag,
    needs: 'operate',
    answer: PlanShape,
    handle: async (ask) => {
      const { facts, params, caller } = ask;
      const found = await readCase(ask);
      const { id } = found.record.plans.find((plan) => plan.id === params['other']) ?? {};
      if (id === undefined) throw new Problem(404);
      await refusing(facts.cases.approve(found, id, caller.name));
      const after = plansOf(await readCase(ask)).find((plan) => plan.id === id);
      if (!after) throw new Problem(404);
      return after;
    },
  }),
  endpoint({
    method: 'get',
    path: '/cases/{id}/blanks',
    id: 'listBlanks',
    summary: 'What its report leaves to a person, and what was filled in',
    tag,
    needs: 'read',
    answer: Blanks,
    handle: blanksOf,
  }),
  endpoint({
    method: 'patch',
    path: '/cases/{id}/blanks',
    id: 'fillBlank',
    summary: 'Fill in one of them; it stands in the journal under your name',
    tag,
    needs: 'operate',
    body: z.strictObject({ field: z.string().max(MOST_FIELD), value: sentence(MOST_WORDS) }),
    answer: Blanks,
    handle: async (ask) => {
      const { facts, body, caller } = ask;
      const found = await readCase(ask);
      const blanks = incidentBlanks(viewOf(found, [], facts.now()));
      if (!blanks.some(({ field }) => field === body.field))
        throw new Problem(400, 'the report has no such field');
      await refusing(facts.cases.fill(found, body.field, body.value, caller.name));
      return blanksOf(ask);
    },
  }),
  ...exports,
  asPdf,
];
