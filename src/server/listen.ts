/** Opens the one port of `serve`: loopback, or with TLS, or behind a proxy that the configuration names. */
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createAdaptorServer } from '@hono/node-server';
import { UsageError } from '../model/errors.ts';
import type { ServerConfig } from '../model/server-config.ts';
import type { App } from './app.ts';
import type { Own } from './gate/own.ts';

const USUAL = '127.0.0.1:8480';
/** Slow callers hold a connection no longer than this. */
const HEADERS_WITHIN = 10_000;
const REQUEST_WITHIN = 60_000;
const MOST_CONNECTIONS = 512;

export interface ListenPlan {
  readonly address: string;
  readonly port: number;
  readonly config: ServerConfig;
}

const LOOPBACK = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/;

/** Not an address that anybody could call. */
const WILDCARD = /^[0:.]+$/;

/** What is wrong with it is said before anything starts. */
export function planListening(config: ServerConfig, wanted: string | undefined): ListenPlan {
  const text = wanted ?? config.listen ?? USUAL;
  const [, v6, v4, digits = ''] = /^(?:\[([\da-fA-F:.]+)\]|([\d.]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = v6 ?? v4;
  const port = Number(digits);
  if (address === undefined || port > 65_535)
    throw new UsageError(`--listen ${text}: takes ADDRESS:PORT, as ${USUAL} or [::1]:8480`);
  if (!LOOPBACK.test(address) && !config.tls && !config.behind_proxy)
    throw new UsageError(
      `--listen ${text}: others than this machine are answered over TLS only: add "server: tls:" with its files, or "server: behind_proxy:", to the configuration`,
    );
  if (WILDCARD.test(address) && config.hosts.length === 0 && !config.behind_proxy)
    throw new UsageError(
      `--listen ${text}: say under which names it is called: add "server: hosts:" to the configuration`,
    );
  return { address, port, config };
}

function ownOf({ address, config }: ListenPlan, port: number): Own {
  const { tls, behind_proxy: proxy, hosts: names } = config;
  if (proxy) {
    const { host, origin } = new URL(proxy.url);
    return {
      hosts: new Set([host]),
      origins: new Set([origin]),
      secure: true,
      proxies: new Set(proxy.from),
    };
  }
  const here = address.includes(':') ? `[${address}]` : address;
  const called = LOOPBACK.test(address)
    ? [here, 'localhost', ...names]
    : [...names, ...(WILDCARD.test(address) ? [] : [here])];
  const secure = tls !== undefined;
  const usual = secure ? 443 : 80;
  const hosts = called.flatMap((name) =>
    port === usual ? [name, `${name}:${port}`] : [`${name}:${port}`],
  );
  const scheme = secure ? 'https' : 'http';
  return {
    hosts: new Set(hosts.map((host) => host.toLowerCase())),
    origins: new Set(hosts.map((host) => new URL(`${scheme}://${host}`).origin)),
    secure,
    proxies: undefined,
  };
}

export interface Listening {
  /** Where people go. */
  readonly url: string;
  readonly port: number;
  /** Nobody new from now on, and what is under way is cut. */
  close: () => Promise<void>;
}

export async function listen(plan: ListenPlan, appFor: (own: Own) => App): Promise<Listening> {
  const { tls, behind_proxy: proxy } = plan.config;
  let app: App | undefined;
  const limits = { headersTimeout: HEADERS_WITHIN, requestTimeout: REQUEST_WITHIN };
  const fetch = (request: Request, env: object): Response | Promise<Response> =>
    app ? app.fetch(request, env) : new Response(null, { status: 503 });
  const server = tls
    ? createAdaptorServer({
        fetch,
        createServer: createHttps,
        serverOptions: { ...limits, ...filesOf(tls), minVersion: 'TLSv1.2' },
      })
    : createAdaptorServer({ fetch, createServer: createHttp, serverOptions: limits });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new UsageError(`cannot listen on ${plan.address}:${plan.port} (${error.code ?? 'error'})`),
      ),
    );
    server.listen(plan.port, plan.address, resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : plan.port;
  const own = ownOf(plan, port);
  app = appFor(own);
  const [first = ''] = own.origins;
  return {
    url: proxy ? new URL(proxy.url).origin : first,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function filesOf({ cert_file, key_file }: NonNullable<ServerConfig['tls']>): {
  cert: Buffer;
  key: Buffer;
} {
  try {
    return { cert: readFileSync(cert_file), key: readFileSync(key_file) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new UsageError(`the files of "server: tls:" cannot be read (${code})`, { cause: error });
  }
}
