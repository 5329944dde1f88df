/**
 * The HTTP server as one function from requests to responses. Every request passes the same gates in the same order:
 * its name and origin, its rate, who asks, where a change comes from, what that caller may do, and what was sent.
 */
import { Hono, type Context } from 'hono';
import type { Caller } from './caller.ts';
import type { Endpoint } from './endpoint.ts';
import type { Facts } from './facts.ts';
import { callerOf, flowCookie, flowOf, sessionCookie } from './gate/caller-of.ts';
import { harden } from './gate/headers.ts';
import { checkOwn, checkSameSite, peerOf, type Own } from './gate/own.ts';
import { Rate } from './gate/rate.ts';
import { readBody, readQuery } from './input.ts';
import { BASE } from './openapi.ts';
import { Problem } from './problem.ts';
import { routes } from './routes.ts';
import type { Pages } from './pages.ts';

/** Requests a minute of one caller who is known, of one address that is not, and sign-ins of one address. */
const KNOWN_RATE = 1200;
const UNKNOWN_RATE = 300;
const SIGN_IN_RATE = 20;
/** Parameters of a path are names of ours; the longest is an asset's. */
const MOST_PARAMETER = 1000;

const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="nightlatch"' };

export interface AppOptions {
  readonly facts: Facts;
  readonly own: Own;
  /** The dashboard, where it was built. */
  readonly pages: Pages | undefined;
  /** A mistake of ours; the caller is told nothing of it. */
  readonly onError: (error: unknown) => void;
}

const patterns = new Map(
  routes.map((each) => {
    const words = `${each.base ?? BASE}${each.path}`.replaceAll(/\{\w+\}/g, '[^/]+');
    return [each, new RegExp(`^${words.replaceAll('.', String.raw`\.`)}$`)];
  }),
);

const NOBODY: Caller = {
  account: '',
  name: '',
  role: 'viewer',
  scopes: [],
  by: 'session',
  key: '',
};

/** As @hono/node-server hands it over. */
interface Bindings {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string } };
}

type Asked = Context<{ Bindings: Bindings }>;

export type App = Hono<{ Bindings: Bindings }>;

export function appOf({ facts, own, pages, onError }: AppOptions): App {
  const clock = (): number => facts.now().getTime();
  const known = new Rate(KNOWN_RATE, clock);
  const unknown = new Rate(UNKNOWN_RATE, clock);
  const signIns = new Rate(SIGN_IN_RATE, clock);
  const app: App = new Hono<{ Bindings: Bindings }>();

  const addressOf = (c: Asked): string =>
    c.env?.incoming?.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';

  /** Who asks; an unknown one is counted by address. */
  const admit = async (c: Asked): Promise<Caller | undefined> => {
    const caller = await callerOf(c.req.raw, facts.accounts, own.secure);
    if (caller) known.take(caller.account);
    else unknown.take(peerOf(c.req.raw, own, addressOf(c)));
    return caller;
  };

  const permit = async (c: Asked, { needs }: Endpoint): Promise<Caller> => {
    if (needs === 'nobody') {
      checkSameSite(c.req.raw);
      signIns.take(peerOf(c.req.raw, own, addressOf(c)));
      return NOBODY;
    }
    const caller = await admit(c);
    if (!caller) throw new Problem(401, undefined, CHALLENGE);
    if (c.req.method !== 'GET' && caller.by === 'session') checkSameSite(c.req.raw);
    if (needs !== 'account' && !caller.scopes.includes(needs))
      throw new Problem(403, `this needs the scope ${needs}`);
    return caller;
  };

  const answer = async (c: Asked, each: Endpoint): Promise<Response> => {
    const caller = await permit(c, each);
    const params = c.req.param();
    if (Object.values(params).some((value) => value.length > MOST_PARAMETER))
      throw new Problem(404);
    const query = readQuery(each, new URL(c.req.url).searchParams);
    const body = await readBody(each, c.req.raw);
    const peer = peerOf(c.req.raw, own, addressOf(c));
    const headers = new Headers();
    const setSession = (secret: string | null): void =>
      headers.append('Set-Cookie', sessionCookie(secret, own.secure));
    const setFlow = (secret: string | null): void =>
      headers.append('Set-Cookie', flowCookie(secret, own.secure));
    const request = c.req.raw;
    const flow = flowOf(request, own.secure);
    const cookies = { flow, setFlow, setSession };
    const ask = { facts, caller, params, query, body, peer, request, ...cookies };
    const value = await each.handle(ask);
    if (value instanceof Response) return value;
    const { status = 200 } = each;
    if (status === 204) return new Response(null, { status, headers });
    // What no schema names does not leave, whatever the store comes to hold.
    return Response.json(each.answer?.parse(value), { status, headers });
  };

  app.use(async (c, next) => {
    checkOwn(c.req.raw, own, addressOf(c));
    await next();
    harden(c.res.headers, own.secure);
  });
  app.onError((error) => {
    const isProblem = error instanceof Problem;
    if (!isProblem) onError(error);
    const response = (isProblem ? error : new Problem(500)).response();
    harden(response.headers, own.secure);
    return response;
  });

  // Whether it lives, and whether its store answers: a word and nothing else, for whoever restarts it.
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    unknown.take(addressOf(c));
    await facts.store.figures.lastChange();
    return c.text('ready');
  });
  for (const each of routes) {
    const path = `${each.base ?? BASE}${each.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    app.on(each.method.toUpperCase(), path, (c) => answer(c, each));
  }
  const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/');
  app.all('*', async (c) => {
    const { path } = c.req;
    const asset = isApi(path) || c.req.method !== 'GET' ? undefined : pages?.file(path);
    if (asset) return asset;
    const caller = await admit(c);
    if (pages && c.req.method === 'GET' && !isApi(path)) {
      // The same page signs in and shows; without an account it is the page of a refusal, which is what it is.
      const label = facts.elsewhere?.config.label;
      return pages.index(caller ? 200 : 401, caller ? {} : CHALLENGE, label);
    }
    if (!caller) throw new Problem(401, undefined, CHALLENGE);
    const allowed = routes.filter((each) => patterns.get(each)?.test(path));
    if (allowed.length === 0) throw new Problem(404);
    const methods = allowed.map(({ method }) => method.toUpperCase());
    throw new Problem(405, undefined, { Allow: methods.join(', ') });
  });
  return app;
}
