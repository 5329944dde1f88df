/** The options of `audit`, read and checked: everything that can be wrong is wrong before anything is sent. */
import { DEPTHS, type InventoryDepth } from '../audit/inventory.ts';
import { UsageError } from '../model/errors.ts';
import type { Config } from '../model/config.ts';
import type { Severity } from '../model/verdict.ts';
import { Config as ConfigSchema } from '../model/config.ts';
import { FAST, POLITE, type PaceLimits } from '../wire/pace.ts';
import { readCredentials, type Credentials } from './credentials.ts';
import { loadConfig } from './config-file.ts';
import { loadDescription } from './openapi-file.ts';
import type { SubmitOptions } from './submit.ts';
import type { OutputList } from './outputs.ts';
import { type Output } from './outputs.ts';

/** As commander hands them over; `outputs` was filled in the order of the words. */
export interface RawAuditOptions extends SubmitOptions {
  readonly config?: string;
  readonly exclude: readonly string[];
  readonly from: readonly string[];
  readonly iOwn: readonly string[];
  readonly save?: string;
  readonly plan?: boolean;
  readonly failOn?: string;
  readonly failOnUnknown?: boolean;
  readonly accounts?: string;
  readonly inventory?: string;
  readonly evidence?: string;
  readonly rate?: string;
  readonly perHost?: string;
  readonly fast?: boolean;
  readonly timeout?: string;
  readonly neighbours?: boolean;
  readonly ownAddresses?: boolean;
  readonly vantage?: string;
  readonly closely?: boolean;
  readonly openapi?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export type FailOn = Exclude<Severity, 'info'> | 'none';
const FAIL_ON: readonly FailOn[] = ['critical', 'high', 'medium', 'low', 'none'];
const ACCOUNTS = ['none', 'empty', 'default'] as const;
export type Accounts = (typeof ACCOUNTS)[number];
const EVIDENCE = ['names', 'sample'] as const;
const VANTAGES = ['internet', 'partner', 'corporate', 'segment', 'host'] as const;

export interface AuditOptions {
  readonly config: Config;
  readonly outputs: readonly Output[];
  readonly failOn: FailOn;
  readonly failOnUnknown: boolean;
  readonly accounts: Accounts;
  readonly inventory: InventoryDepth;
  readonly rate: number;
  readonly perHost: number;
  readonly halfOpen: number;
  readonly timeout: number;
  readonly vantage: Config['vantage'];
  /** The description of an API, as it was read from its file. */
  readonly openApi?: unknown;
  /** Read and kept in memory only. */
  readonly credentials: Credentials;
  readonly raw: RawAuditOptions;
}

export async function readAuditOptions(
  raw: RawAuditOptions,
  outputs: OutputList,
): Promise<AuditOptions> {
  const config = raw.config === undefined ? ConfigSchema.parse({}) : await loadConfig(raw.config);
  const { vantage } = config;
  return {
    config,
    outputs: outputs.list(),
    failOn: word('--fail-on', raw.failOn, FAIL_ON) ?? config.fail_on ?? 'high',
    failOnUnknown: raw.failOnUnknown ?? config.fail_on_unknown ?? false,
    accounts: word('--accounts', raw.accounts, ACCOUNTS) ?? config.accounts ?? 'none',
    inventory: depthOf(raw, config),
    ...paceOf(raw, config),
    timeout: whole('--timeout', raw.timeout, 50, 15_000) ?? config.timeout ?? 3000,
    vantage: word('--vantage', raw.vantage, VANTAGES) ?? vantage,
    ...(raw.openapi !== undefined && { openApi: await loadDescription(raw.openapi) }),
    credentials: await readCredentials(config.credentials, raw.config),
    raw,
  };
}

/** `--evidence names` keeps to names whatever else is said; a sample is read unless somebody says otherwise. */
function depthOf(raw: RawAuditOptions, config: Config): InventoryDepth {
  const depth = word('--inventory', raw.inventory, DEPTHS) ?? config.inventory ?? 'sample';
  const evidence = word('--evidence', raw.evidence, EVIDENCE);
  return evidence === 'names' && depth === 'sample' ? 'names' : depth;
}

function paceOf(raw: RawAuditOptions, config: Config): Required<PaceLimits> {
  const usual = raw.fast ? FAST : POLITE;
  return {
    rate: whole('--rate', raw.rate, 1, 1_000_000) ?? config.rate ?? usual.rate,
    halfOpen: usual.halfOpen,
    perHost: whole('--per-host', raw.perHost, 1, 10_000) ?? config.per_host ?? usual.perHost,
  };
}

function whole(
  name: string,
  text: string | undefined,
  low: number,
  high: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= low && value <= high) return value;
  throw new UsageError(
    `${name} ${JSON.stringify(text)}: takes a whole number from ${low} to ${high}`,
  );
}

function word<T extends string>(
  name: string,
  text: string | undefined,
  words: readonly T[],
): T | undefined {
  if (text === undefined) return undefined;
  const found = words.find((each) => each === text);
  if (found !== undefined) return found;
  throw new UsageError(`${name} ${JSON.stringify(text)}: choose from ${words.join(', ')}`);
}
