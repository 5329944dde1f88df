/** Every route of the API, in the order of its document. */
import { endpoint, type Endpoint } from './endpoint.ts';
import { openApiOf } from './openapi.ts';
import { accountRoutes } from './routes/accounts.ts';
import { assetRoutes } from './routes/assets.ts';
import { caseWorkRoutes } from './routes/case-work.ts';
import { caseRoutes } from './routes/cases.ts';
import { eventRoutes } from './routes/events.ts';
import { findingRoutes } from './routes/findings.ts';
import { metricRoutes } from './routes/metrics.ts';
import { overviewRoutes } from './routes/overview.ts';
import { runRoutes } from './routes/runs.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { watchingRoutes } from './routes/watching.ts';

const described: readonly Endpoint[] = [
  ...overviewRoutes,
  ...findingRoutes,
  ...caseRoutes,
  ...caseWorkRoutes,
  ...assetRoutes,
  ...runRoutes,
  ...watchingRoutes,
  ...eventRoutes,
  ...accountRoutes,
  ...signInRoutes,
  ...metricRoutes,
];

/** https://spec.openapis.org/oas/v3.1.1.html#media-type-registration */
const DOCUMENT_TYPE = 'application/vnd.oai.openapi+json;version=3.1';

const document: Endpoint = endpoint({
  method: 'get',
  path: '/openapi.json',
  id: 'getDocument',
  summary: 'This document',
  tag: 'settings',
  needs: 'account',
  media: DOCUMENT_TYPE,
  handle: ({ facts: { version } }) => {
    const headers = { 'Content-Type': DOCUMENT_TYPE };
    return Promise.resolve(Response.json(openApiOf(routes, version), { headers }));
  },
});

export const routes: readonly Endpoint[] = [...described, document];
