/** The one place that asks the server. Same origin, cookie of the session, one header that no other page can send. */
import type * as Shape from './shapes.ts';

const BASE = '/api/v1';

/** What the server refused, in its words (RFC 9457). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The document of the API and these types are made of the same schemas. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names what was asked for
export function asTold<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsing it here again would double the page
  return value as T;
}

type Value = string | number | readonly string[] | undefined;

function queryOf(query: Readonly<Record<string, Value>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== '') search.append(name, String(each));
    }
  }
  return search.size === 0 ? '' : `?${search}`;
}

interface Refusal {
  readonly title?: string;
  readonly detail?: string;
}

/** `detail` says what was wrong, `title` what kind of refusal it is. */
async function problemOf(response: Response): Promise<ApiError> {
  const fallback = `The server answered ${response.status}`;
  try {
    const { title, detail } = asTold<Refusal>(await response.json());
    return new ApiError(response.status, detail ?? title ?? fallback);
  } catch {
    return new ApiError(response.status, fallback);
  }
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`${BASE}${path}`, {
      method,
      headers: {
        'X-Nightlatch': '1',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, 'The server cannot be reached. Is nightlatch serve still running?');
  }
  if (!response.ok) throw await problemOf(response);
  return asTold<T>(response.status === 204 ? undefined : await response.json());
}

const get = <T>(path: string, query: Readonly<Record<string, Value>> = {}): Promise<T> =>
  ask('GET', `${path}${queryOf(query)}`);
const post = <T>(path: string, body?: unknown): Promise<T> => ask('POST', path, body);
const id = encodeURIComponent;

/** A list that the server gives page by page. */
interface Paging {
  readonly cursor?: string | undefined;
  readonly limit?: number;
}

export interface FindingFilter {
  readonly state?: Shape.FindingState[] | undefined;
  readonly severity?: Shape.Severity[] | undefined;
  readonly product?: string | undefined;
  readonly rule?: string | undefined;
  readonly owner?: string | undefined;
  readonly entry?: string | undefined;
  readonly muted?: 'true' | undefined;
  readonly q?: string | undefined;
}

export interface AssetFilter {
  readonly q?: string | undefined;
  readonly product?: string | undefined;
  readonly access?: string | undefined;
}

export interface DataFilter {
  readonly class?: Shape.DataClass | undefined;
}

interface Credentials {
  readonly name: string;
  readonly password: string;
}

export const api = {
  me: () => get<Shape.Me>('/me'),
  signIn: (body: Credentials) => post<{ name: string }>('/session', body),
  beginElsewhere: (to: string) => post<{ url: string }>('/session/elsewhere', { to }),
  finishElsewhere: (query: string) =>
    post<{ name: string; to: string }>('/session/elsewhere/answer', { query }),
  signOut: () => ask<void>('DELETE', '/session'),
  first: (body: Credentials & { secret: string }) => post<{ name: string }>('/first', body),

  overview: () => get<Shape.Overview>('/overview'),
  settings: () => get<Shape.Settings>('/settings'),

  findings: (filter: FindingFilter, paging: Paging = {}) =>
    get<Shape.FindingPage>('/findings', { ...filter, ...paging }),
  finding: (of: string) => get<Shape.FindingDetail>(`/findings/${id(of)}`),
  accept: (of: string, body: { reason: string; until: string }) =>
    post<Shape.Finding>(`/findings/${id(of)}/accept`, body),
  withdraw: (of: string) => ask<Shape.Finding>('DELETE', `/findings/${id(of)}/accept`),
  mute: (of: string, body: { reason: string; until: string }) =>
    post<Shape.Finding>(`/findings/${id(of)}/mute`, body),
  unmute: (of: string) => ask<Shape.Finding>('DELETE', `/findings/${id(of)}/mute`),
  assign: (of: string, owner: string | null) =>
    post<Shape.Finding>(`/findings/${id(of)}/assign`, { owner }),

  cases: (asset?: string, paging: Paging = {}) =>
    get<Shape.Page<Shape.Case>>('/cases', { asset, ...paging }),
  openCase: (finding: string) => post<Shape.Case>(`/findings/${id(finding)}/case`),
  case: (of: string) => get<Shape.CaseDetail>(`/cases/${id(of)}`),
  caseEvents: (of: string, paging: Paging = {}) =>
    get<Shape.Page<Shape.CaseEvent>>(`/cases/${id(of)}/timeline`, { ...paging }),
  visits: (of: string, paging: Paging = {}) =>
    get<Shape.Page<Shape.Visit>>(`/cases/${id(of)}/ledger`, { ...paging }),
  plans: (of: string) => get<{ items: Shape.Plan[] }>(`/cases/${id(of)}/plans`),
  approve: (of: string, plan: string) =>
    post<Shape.Plan>(`/cases/${id(of)}/plans/${id(plan)}/approve`),
  blanks: (of: string) => get<{ items: Shape.Blank[] }>(`/cases/${id(of)}/blanks`),
  fill: (of: string, body: { field: string; value: string }) =>
    ask<{ items: Shape.Blank[] }>('PATCH', `/cases/${id(of)}/blanks`, body),
  reportUrl: (of: string, ending: string) => `${BASE}/cases/${id(of)}/report.${ending}`,

  assets: (filter: AssetFilter, paging: Paging = {}) =>
    get<Shape.Page<Shape.Asset>>('/assets', { ...filter, ...paging }),
  asset: (of: string) => get<Shape.AssetDetail>(`/assets/${id(of)}`),
  dataMap: (filter: DataFilter, paging: Paging = {}) =>
    get<Shape.Page<Shape.DataMapRow>>('/data-map', { ...filter, ...paging }),

  runs: (paging: Paging = {}) => get<Shape.Page<Shape.Run>>('/runs', { ...paging }),
  run: (of: string) => get<Shape.RunDetail>(`/runs/${id(of)}`),
  observations: (of: string, paging: Paging = {}) =>
    get<Shape.Page<Shape.Observation>>(`/runs/${id(of)}/observations`, { ...paging }),
  startRun: (entry: string) => post<{ entry: string }>('/runs', { entry }),
  schedule: () => get<{ items: Shape.Scheduled[] }>('/schedule'),

  receivers: () => get<{ items: Shape.Receiver[] }>('/receivers'),
  testReceiver: (name: string) =>
    post<{ delivered: boolean; error: string | null }>(`/receivers/${id(name)}/test`),
  deliveries: (state: Shape.Delivery['state'], paging: Paging = {}) =>
    get<Shape.Page<Shape.Delivery>>('/deliveries', { state, ...paging }),
  retry: (of: string) => post<Shape.Delivery>(`/deliveries/${id(of)}/retry`),

  accounts: () => get<{ items: Shape.Account[] }>('/accounts'),
  addAccount: (body: { name: string; role: Shape.Me['role'] }) =>
    post<{ account: Shape.Account; secret: string }>('/accounts', body),
  linkAccount: (of: string) => post<{ secret: string }>(`/accounts/${id(of)}/link`),
  changeAccount: (of: string, body: { role?: Shape.Me['role']; disabled?: boolean }) =>
    ask<Shape.Account>('PATCH', `/accounts/${id(of)}`, body),
  tokens: () => get<{ items: Shape.Token[] }>('/tokens'),
  createToken: (body: { name: string; scopes: Shape.Me['scopes']; days: number }) =>
    post<{ id: string; secret: string }>('/tokens', body),
  removeToken: (of: string) => ask<void>('DELETE', `/tokens/${id(of)}`),
};
