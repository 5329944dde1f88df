/** Two verdicts, measured apart: no new connection gets in, and no old session lives on. A password alone gives only the first. */
import type { CaseEvent } from '../../model/case.ts';
import { untrusted } from '../../model/untrusted.ts';
import type { Access, Asker } from '../ask/asker.ts';
import { openAsker } from '../ask/index.ts';
import { peersAt, processAt } from './process.ts';
import type { Context } from './recipe.ts';
import { comeAsStranger } from './stranger.ts';

type Verified = Extract<CaseEvent, { kind: 'verified' }>;
type Verdict = Verified['oldSessions'];

/** Foreign sessions, each in words, and whether their age can be told. */
interface Sessions {
  readonly old: readonly string[];
  readonly young: readonly string[];
  readonly ageKnown: boolean;
}

const MILLISECONDS = 1000;
/** Sessions that are written down; of further ones their number is. */
const MOST_LISTED = 50;

async function redisSessions(asker: Asker, since: Date): Promise<Sessions> {
  const { text } = await asker.ask('CLIENT LIST');
  const others = text
    .split('\n')
    .filter((line) => line.includes('addr=') && !line.includes('name=nightlatch/'));
  const age = (line: string): number => Number(/ age=(\d+)/.exec(line)?.[1] ?? 0);
  const elapsed = (Date.now() - since.getTime()) / MILLISECONDS;
  const words = (line: string): string => `${/addr=(\S+)/.exec(line)?.[1]}, for ${age(line)} s`;
  const old = others.filter((line) => age(line) > elapsed);
  return {
    old: old.map(words),
    young: others.filter((line) => !old.includes(line)).map(words),
    ageKnown: true,
  };
}

async function postgresqlSessions(asker: Asker, since: Date): Promise<Sessions> {
  const { rows } = await asker.ask(
    `SELECT coalesce(host(client_addr), 'local'), backend_start, backend_start < '${since.toISOString()}' FROM pg_stat_activity WHERE backend_type IN ('client backend', 'walsender') AND pid <> pg_backend_pid()`,
  );
  const words = ([address, start]: readonly string[]): string => `${address}, since ${start}`;
  const old = rows.filter((row) => row[2] === 't');
  const young = rows.filter((row) => row[2] !== 't');
  return { old: old.map(words), young: young.map(words), ageKnown: true };
}

const counted =
  (question: string) =>
  async (asker: Asker): Promise<Sessions> => {
    const { rows } = await asker.ask(question);
    return { old: [], young: rows.map((row) => row.join(' ')), ageKnown: false };
  };

type Lists = (asker: Asker, since: Date) => Promise<Sessions>;

const LISTS: Readonly<Record<string, Lists>> = {
  redis: redisSessions,
  valkey: redisSessions,
  postgresql: postgresqlSessions,
  mariadb: counted(
    "SELECT user, host FROM information_schema.PROCESSLIST WHERE id <> CONNECTION_ID() AND user <> 'system user' AND command <> 'Daemon' LIMIT 100",
  ),
  clickhouse: counted(
    "SELECT metric, value FROM system.metrics WHERE metric = 'TCPConnection' AND value > 0 FORMAT TSV",
  ),
};

export interface Verification {
  /** The owner's way in, for the list of sessions. */
  readonly owner: Access;
  /** From where the stranger comes: the same port on each address, IPv4 and IPv6. */
  readonly doors: readonly Access[];
  readonly vantage: string;
  /** When the plan was done. */
  readonly since: Date;
  /** Who was connected before, by the host's list of sockets; where the store lists no sessions it is compared. */
  readonly before?: readonly string[];
  /** Runs a program on the store's host; without it that list is not to be had. */
  readonly run?: Context['run'];
}

export async function verifyContainment(of: Verification): Promise<Verified> {
  const { doors, vantage } = of;
  const tried = [];
  for (const door of doors) tried.push(await comeAsStranger(door));
  const isIn = tried.some(({ letIn }) => letIn === true);
  const isOut = tried.length > 0 && tried.every(({ letIn }) => letIn === false);
  return {
    kind: 'verified',
    vantage,
    newConnections: {
      held: isIn ? false : isOut ? true : null,
      evidence: tried.map(({ says }) => says),
    },
    oldSessions: await oldSessions(of),
  };
}

async function oldSessions({ owner, since, before, run }: Verification): Promise<Verdict> {
  const lists = LISTS[owner.product];
  try {
    if (!lists) return verdictOf(await hostSessions(owner, before, run));
    await using asker = await openAsker(owner);
    return verdictOf(await lists(asker, since));
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 120) : 'unknown';
    return { held: null, evidence: [`the sessions could not be listed: ${why}`] };
  }
}

/** A socket that was there before the plan and still is has outlived it. */
async function hostSessions(
  access: Access,
  before: readonly string[] | undefined,
  run: Context['run'] | undefined,
): Promise<Sessions> {
  if (!run) throw new Error(`${access.product} lists none, and its host was not asked`);
  // Elsewhere an empty list would mean nothing.
  await processAt({ run, access });
  const now = await peersAt({ run, access });
  const old = now.filter((peer) => before?.includes(peer));
  const young = now.filter((peer) => !old.includes(peer));
  return { old, young, ageKnown: before !== undefined };
}

function verdictOf({ old, young, ageKnown }: Sessions): Verdict {
  const evidence = [
    ...old.map((each) => `older than the fix: ${each}`),
    ...young.map((each) => `${ageKnown ? 'came after the fix' : 'of unknown age'}: ${each}`),
  ];
  const more = evidence.length - MOST_LISTED;
  const told = evidence.slice(0, MOST_LISTED).map((line) => untrusted(line));
  if (more > 0) told.push(`and ${more} more`);
  const isUntold = !ageKnown && young.length > 0;
  return { held: old.length > 0 ? false : isUntold ? null : true, evidence: told };
}
