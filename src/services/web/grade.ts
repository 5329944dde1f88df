/** What a closer look adds to the verdict of the root: docs/verdicts.md says why. Pure. */
import { strongest, type Access } from '../../model/access.ts';
import type { DescribedApi, Exposure, GraphQl, Web } from '../../model/web.ts';
import { exposures } from '../../catalogue/web-exposures.ts';
import type { Look } from '../service.ts';

type Graded = Pick<Look, 'access' | 'reason' | 'grants'> & Partial<Pick<Look, 'authMethods'>>;

/** The worst first. */
const ORDER: readonly Access[] = ['open', 'partial', 'protected', 'identified'];
export function graded(base: Look, { exposures: found, api, graphql }: Web): Look {
  const all = [base, ...gradeExposures(found), ...gradeApi(api), ...gradeGraphQl(graphql)];
  const worst =
    all.toSorted((a, b) => ORDER.indexOf(a.access) - ORDER.indexOf(b.access))[0] ?? base;
  const grants = strongest(all.map((each) => each.grants)) ?? null;
  return { ...base, ...worst, proof: base.proof, control: base.control, grants };
}

/** A page that gives contents gives some of what lies there; nothing says that it is all. */
function gradeExposures(found: readonly Exposure[]): Graded[] {
  const readable = found.filter(({ state }) => state === 'readable');
  const [first] = readable;
  if (!first) return [];
  const more = readable.length > 1 ? `, and ${readable.length - 1} more of the kind` : '';
  return [
    {
      access: 'partial',
      reason: `It gives ${exposures[first.kind].name} to anyone${more}.`,
      grants: strongest(readable.map(({ kind }) => exposures[kind].gives)) ?? 'read',
      authMethods: ['none'],
    },
  ];
}

function gradeApi(api: DescribedApi | undefined): Graded[] {
  if (!api) return [];
  const { open, anyCredential, protected: refused, asked } = api.routes;
  const letIn = open + anyCredential;
  if (letIn > 0) {
    const how = anyCredential > 0 ? `, ${anyCredential} of them to a credential that is none` : '';
    return [
      {
        access: refused > 0 ? 'partial' : 'open',
        reason: `Of ${asked} routes asked of its described API, ${letIn} gave data to a stranger${how}; ${refused} asked for credentials.`,
        grants: 'read',
        authMethods: ['none'],
      },
    ];
  }
  if (refused === 0) return [];
  const reason = `Its described API asks for credentials: ${refused} of ${asked} routes asked do, and none gave data.`;
  return [{ access: 'protected', reason, grants: null, authMethods: ['other'] }];
}

function gradeGraphQl(graphql: GraphQl | undefined): Graded[] {
  if (graphql?.query !== 'protected') return [];
  const reason = 'Its GraphQL asks for credentials before it answers a query that touches no data.';
  return [{ access: 'protected', reason, grants: null, authMethods: ['other'] }];
}
