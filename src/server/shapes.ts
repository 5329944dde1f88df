/** What the API answers, beyond what `model/` names already. */
import { z } from 'zod';
import { Access } from '../model/access.ts';
import { DataMapRow } from '../model/data-map.ts';
import { Severity } from '../model/finding.ts';
import { DataClass } from '../model/inventory.ts';
import { Observation } from '../model/observation.ts';
import { Coverage, Depth } from '../model/run.ts';
import { Change, FindingState, Tracked } from '../model/tracked.ts';
import { Vantage } from '../model/vantage.ts';
import { Blackout, RECEIVER_KINDS } from '../model/watch-config.ts';
import { Role, Scope } from './caller.ts';

/** ISO 8601, UTC. */
const Time = z.string();

/** One page of a list; `next` goes into `cursor` for the one after it, and is `null` on the last. */
export function pageShape<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export const FindingShape = Tracked.extend({ entry: z.string(), updated: Time });

export const TallyShape = z.object({ state: FindingState, severity: Severity, count: z.int() });

export const FindingPage = pageShape(FindingShape).extend({
  /** Of everything that the filter lets through, not of this page alone. */
  counts: z.array(TallyShape),
});

export const ChangeShape = Change.extend({ seq: z.int(), run: z.string().nullable() });

export const AssetShape = z.object({
  asset: z.string(),
  address: z.string(),
  port: z.int(),
  host: z.string().nullable(),
  product: z.string().nullable(),
  version: z.string().nullable(),
  access: Access,
  entry: z.string(),
  firstSeen: Time,
  lastSeen: Time,
});

export const LinkShape = z.object({
  was: z.string(),
  is: z.string(),
  kind: z.enum(['moved', 'merged', 'split']),
  at: Time,
});

export const FindingDetail = FindingShape.extend({
  /** Oldest first. */
  changes: z.array(ChangeShape),
  /** The latest looks at its asset, newest first: proof and control stand in them. */
  observations: z.array(Observation),
  links: z.array(LinkShape),
});

export const AssetDetail = AssetShape.extend({
  findings: z.array(FindingShape),
  observations: z.array(Observation),
  dataMap: z.array(DataMapRow),
  links: z.array(LinkShape),
});

export const RunShape = z.object({
  id: z.string(),
  entry: z.string(),
  vantage: z.string(),
  version: z.string(),
  started: Time,
  /** `null` while it runs, or where it was killed. */
  finished: Time.nullable(),
  interrupted: z.boolean(),
  endpoints: z.int(),
  open: z.int(),
  depth: Depth,
});

const SeenShape = z.object({
  asset: z.string(),
  address: z.string(),
  port: z.int(),
  product: z.string().nullable(),
  version: z.string().nullable(),
  access: Access,
});

export const DifferenceShape = z.object({
  asset: z.string(),
  /** `null` where that run did not see it, which does not say that it was not there. */
  before: SeenShape.nullable(),
  after: SeenShape.nullable(),
});

export const RunDetail = RunShape.extend({ coverage: Coverage.nullable() });

export const ProgressShape = z.object({
  entry: z.string(),
  run: z.string(),
  started: Time,
  endpoints: z.int(),
  total: z.int().nullable(),
  answered: z.int(),
  open: z.int(),
});

const Spread = z.object({
  /** Windows that it rests on. */
  count: z.int(),
  medianSeconds: z.number(),
  p90Seconds: z.number(),
});

export const Overview = z.object({
  at: Time,
  bySeverity: z.array(z.object({ severity: Severity, open: z.int(), accepted: z.int() })),
  /** Stores that hold a class of data, and how many of them let a caller in without credentials. */
  byClass: z.array(z.object({ class: DataClass, stores: z.int(), open: z.int() })),
  oldest: z
    .object({
      id: z.string(),
      title: z.string(),
      asset: z.string(),
      severity: Severity,
      firstOpen: Time,
    })
    .nullable(),
  /** Day by day, oldest first; `open` is how many were open when it ended. */
  trend: z.array(z.object({ day: z.iso.date(), opened: z.int(), closed: z.int(), open: z.int() })),
  /** From the last look that saw it shut to the first that saw it open; the door opened in between. */
  timeToDetect: Spread.nullable(),
  /** From the first look that saw it open to the first that saw it shut. */
  timeToShut: Spread.nullable(),
  assets: z.int(),
  deadLetters: z.int(),
  latestRuns: z.array(RunShape),
  running: z.array(ProgressShape),
  next: z.array(z.object({ entry: z.string(), at: Time })),
});

export const ScheduleShape = z.object({
  entry: z.string(),
  targets: z.array(z.string()),
  every: z.string().nullable(),
  /** Between two whole looks; `null`: every look is whole. */
  fullEvery: z.string().nullable(),
  cron: z.string().nullable(),
  zone: z.string(),
  jitter: z.int(),
  blackout: z.array(Blackout),
  owner: z.string().nullable(),
  nextAt: Time.nullable(),
  running: z.boolean(),
  /** What the last whole run asked, for the constant rate that the interval means. */
  lastEndpoints: z.int().nullable(),
});

export const ReceiverShape = z.object({
  name: z.string(),
  kind: z.enum(RECEIVER_KINDS),
  /** The host alone: the path of a webhook is a secret. `null` where the address stands in the environment. */
  host: z.string().nullable(),
  severities: z.array(Severity).nullable(),
  owners: z.array(z.string()).nullable(),
  signed: z.boolean(),
});

export const DeliveryShape = z.object({
  id: z.string(),
  receiver: z.string(),
  state: z.enum(['waiting', 'sent', 'dead']),
  created: Time,
  nextAt: Time,
  attempts: z.int(),
  error: z.string().nullable(),
  summary: z.string(),
});

export const AccountShape = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  disabled: z.boolean(),
  /** Whether somebody chose a password for it, or it needs none. */
  ready: z.boolean(),
  /** Who signs them in; `null`: a password. */
  issuer: z.string().nullable(),
  created: Time,
  lastSeen: Time.nullable(),
});

export const TokenShape = z.object({
  id: z.string(),
  account: z.string(),
  name: z.string(),
  scopes: z.array(Scope),
  created: Time,
  expires: Time,
  used: Time.nullable(),
});

export const MeShape = z.object({
  name: z.string(),
  role: Role,
  scopes: z.array(Scope),
  by: z.enum(['session', 'token']),
});

export const SettingsShape = z.object({
  version: z.string(),
  store: z.enum(['sqlite', 'postgresql']),
  vantage: Vantage.nullable(),
  entries: z.int(),
  receivers: z.int(),
  /** Whoever signs people in besides; no secret of it. */
  signIn: z
    .object({
      issuer: z.string(),
      label: z.string(),
      clientId: z.string(),
      roleClaim: z.string().nullable(),
      /** Groups by role; `null`: all are viewers. */
      roles: z.record(Role, z.array(z.string())).nullable(),
    })
    .nullable(),
});

export const Submitted = z.object({
  run: z.string(),
  entry: z.string(),
  observations: z.int(),
  findings: z.int(),
  changes: z.int(),
});
