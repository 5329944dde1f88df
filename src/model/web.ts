import { z } from 'zod';
import { Access } from './access.ts';

/** What stands beside the root of a web server, where it was looked at closely. Kinds are words of ours. */
export const ExposureKind = z.enum([
  'git-repository',
  'environment-file',
  'phpinfo',
  'server-status',
  'actuator',
  'jolokia',
  'werkzeug-console',
  'django-debug',
  'laravel-ignition',
  'laravel-telescope',
  'symfony-profiler',
  'go-pprof',
  'go-expvar',
  'rails-info',
  'asp-net-trace',
  'elmah',
  'firebase',
  'phpmyadmin',
  'adminer',
  'mongo-express',
]);
export type ExposureKind = z.infer<typeof ExposureKind>;

export const Exposure = z.object({
  kind: ExposureKind,
  /** The path that was asked; one of ours. */
  path: z.string(),
  /** It gave its contents, or stands there and asks for credentials. */
  state: z.enum(['readable', 'asks']),
  /** What kind of contents, in our words and counts. */
  found: z.string().max(200),
  /** Names that it gave, never values; untrusted text, cleaned and capped. */
  says: z.array(z.string()).optional(),
});
export type Exposure = z.infer<typeof Exposure>;

/** Routes of a described API by what a caller without credentials gets; each route is counted once. */
export const RouteCounts = z.object({
  described: z.int(),
  /** Of these a request was made. */
  asked: z.int(),
  /** Answered a stranger with data. */
  open: z.int(),
  /** Refused a stranger, and gave data to a credential that is none. */
  anyCredential: z.int(),
  /** Public by the document's own word, or a page about health or version; not asked. */
  public: z.int(),
  protected: z.int(),
  /** Not found, for this caller at least. */
  absent: z.int(),
  /** Answered, but a path that does not exist answers the same. */
  anything: z.int(),
  /** Answered without data, or with an error of its own. */
  other: z.int(),
  /** Not asked: another method, a name that acts, a parameter without an example, or beyond the limit. */
  skipped: z.int(),
});
export type RouteCounts = z.infer<typeof RouteCounts>;

export const DescribedApi = z.object({
  /** The path of ours at which the document was found, or `handed over`. */
  document: z.string(),
  /** The server had room for every route that was chosen. */
  isWhole: z.boolean(),
  routes: RouteCounts,
  /** Of the open routes: a credential that is none is refused there, so the route looks at credentials. */
  looksAtCredentials: z.int(),
  /** Templates of the open routes; untrusted text, cleaned and capped. */
  open: z.array(z.string()),
  /** Servers that the document names. They are counted and never dialled. */
  servers: z.int(),
});
export type DescribedApi = z.infer<typeof DescribedApi>;

export const GraphQl = z.object({
  path: z.string(),
  by: z.enum(['GET', 'POST']),
  /** Whether `{__typename}` was answered, or credentials were asked for. */
  query: z.enum(['answered', 'protected']),
  introspection: z.enum(['on', 'off', 'not-asked']),
});
export type GraphQl = z.infer<typeof GraphQl>;

/** A closer look at a web server: beside its root, a bounded list of paths. */
export const Web = z.object({
  /** What the root alone says. */
  root: Access,
  /** Everything that was meant to be asked was asked. */
  complete: z.boolean(),
  exposures: z.array(Exposure),
  api: DescribedApi.optional(),
  graphql: GraphQl.optional(),
});
export type Web = z.infer<typeof Web>;
