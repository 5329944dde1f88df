/** One endpoint, looked at once: connection, identification, access, TLS versions, accounts where allowed. */
import { neighboursOf } from '../catalogue/products.ts';
import { assetOf } from '../findings/identity.ts';
import type { NetworkObservation } from '../model/observation.ts';
import type { Candidate } from '../model/target.ts';
import { WireError } from '../protocols/line.ts';
import { familiar } from '../services/familiar.ts';
import type { LogIn } from '../services/inventory.ts';
import { lookAt, wordsFor, type Looked } from '../services/look.ts';
import { look, type AccountLeave, type Wishes } from '../services/service.ts';
import { dialogueOf, tlsFacts } from '../wire/dialogue.ts';
import { Session, type Wire } from '../wire/session.ts';
import { declarations } from '../wire/recorder.ts';
import { carriedFrom, type Known } from './carry.ts';
import type { Credential } from './credential.ts';
import { takeInventory, type InventoryDepth, type Taken, type Wanted } from './inventory.ts';
import { tlsVersions } from './tls-versions.ts';

export interface Examination {
  readonly wire: Wire;
  readonly now: () => Date;
  /** Leave to log in at this endpoint, or nothing. */
  readonly leaveFor: (candidate: Candidate, product: string) => AccountLeave | undefined;
  /** What the operator wants of the look at this endpoint. */
  readonly wishesFor: (candidate: Candidate) => Wishes;
  /** How much is asked of a store that let us in. */
  readonly inventory: InventoryDepth;
  /** What the owner lent for exactly this endpoint. */
  readonly credentialFor?: (candidate: Candidate) => Credential | undefined;
  /** Whether a known second port of a product is asked in this run too. */
  readonly asksPort: (candidate: Candidate, port: number) => boolean;
  /** Of a light look: what the last one saw there. */
  readonly known?: (candidate: Candidate) => Known | undefined;
}

export type Examined =
  | {
      readonly kind: 'observed';
      readonly observation: NetworkObservation;
      readonly worthAnother: boolean;
      readonly unfinishedHandshakes: number;
    }
  | { readonly kind: 'not-there'; readonly fault: WireError };

export interface Counted {
  readonly examined: Examined;
  readonly connections: number;
  readonly undeclared: number;
}

const NOTHING_DECLARED = declarations([]);

/** `before`: connections that an earlier look at the same endpoint cost; the budget is for both together. */
export async function examine(
  candidate: Candidate,
  examination: Examination,
  running: Set<Session>,
  before = 0,
): Promise<Counted> {
  const { limits } = examination.wire;
  const left = { ...limits, connections: limits.connections - before };
  await using session = new Session(candidate, { ...examination.wire, limits: left });
  running.add(session);
  try {
    const looked = await lookWithin(session, examination.wishesFor(candidate));
    if (!looked)
      return count(session, { kind: 'not-there', fault: session.firstFault ?? stopped() });
    const withAccounts = await tryAccounts(session, looked, examination);
    const { inventory: depth } = examination;
    const wanted = { depth, credential: examination.credentialFor?.(candidate) };
    const behind =
      carriedFrom(examination.known?.(candidate), withAccounts.looked.look, session) ??
      (await askBehind(session, withAccounts, wanted));
    const observation = observe(session, { ...withAccounts, ...behind }, examination);
    const { worthAnother } = looked;
    const unfinishedHandshakes = looked.look.unfinishedHandshakes ?? 0;
    return count(session, { kind: 'observed', observation, worthAnother, unfinishedHandshakes });
  } finally {
    running.delete(session);
  }
}

async function askBehind(
  session: Session,
  { looked, logIn }: WithAccounts,
  wanted: Wanted,
): Promise<Pick<Seen, 'versions' | 'taken'>> {
  const versions = await tlsVersions(session);
  return { versions, taken: await takeInventory(session, looked, { ...wanted, logIn }) };
}

function count(session: Session, examined: Examined): Counted {
  return { examined, connections: session.connections, undeclared: session.recorder.refused };
}

function stopped(): WireError {
  return new WireError('cancelled', 'stopped by the operator');
}

/** `undefined` where not even the first connection came about. */
async function lookWithin(session: Session, wishes: Wishes): Promise<Looked | undefined> {
  try {
    return await lookAt(
      dialogueOf(session, NOTHING_DECLARED),
      familiar(session.candidate.port),
      wishes,
    );
  } catch (error) {
    if (!(error instanceof WireError) || error.fault === 'cancelled') {
      if (error instanceof WireError) return undefined;
      throw error;
    }
    if (!session.reached) return undefined;
    const again = error.fault === 'reset' || error.fault === 'timed-out';
    const reason = `It answers on the network, and the look ended early: ${wordsFor(error)}.`;
    return { look: look({ access: 'unknown', reason }), family: undefined, worthAnother: again };
  }
}

interface WithAccounts {
  readonly looked: Looked;
  readonly connections: number;
  /** The account that was let in. */
  readonly logIn?: LogIn;
}

async function tryAccounts(
  session: Session,
  looked: Looked,
  examination: Examination,
): Promise<WithAccounts> {
  const { look: first, family } = looked;
  if (first.access !== 'protected' || first.product === null || !family?.accounts) {
    return { looked, connections: 0 };
  }
  const leave = examination.leaveFor(session.candidate, first.product);
  if (!leave) return { looked, connections: 0 };
  const before = session.opened;
  session.grant(2 * leave.pairs.length + 3);
  try {
    const dialogue = dialogueOf(session, NOTHING_DECLARED).speaking(family);
    let logIn: LogIn | undefined;
    const tried: AccountLeave['tried'] = (user, password, letIn) => {
      if (letIn) logIn = { user, password };
      leave.tried(user, password, letIn);
    };
    const second = await family.accounts(dialogue, first, { ...leave, tried });
    const connections = session.opened - before;
    return { looked: { ...looked, look: second }, connections, ...(logIn && { logIn }) };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { looked, connections: session.opened - before };
  }
}

interface Seen extends WithAccounts {
  readonly versions: { versions: string[]; connections: number };
  readonly taken: Taken;
}

function observe(
  session: Session,
  { looked, connections, versions: tls, taken }: Seen,
  { now, asksPort }: Examination,
): NetworkObservation {
  const { candidate } = session;
  const { look: seen } = looked;
  const { listener } = candidate;
  const endpoint = {
    address: candidate.address,
    port: candidate.port,
    transport: 'tcp' as const,
    ...(candidate.host !== undefined && { host: candidate.host }),
    ...(listener && { boundTo: listener.boundTo }),
  };
  const near = neighbours(candidate, seen.product, asksPort);
  return {
    source: 'network',
    asset: assetOf({
      ...endpoint,
      ...(listener?.owner.process !== undefined && { process: listener.owner.process }),
      ...(seen.stableId !== undefined &&
        seen.product !== null && { serverId: { product: seen.product, id: seen.stableId } }),
    }),
    endpoint,
    ...(listener && Object.keys(listener.owner).length > 0 && { owner: { ...listener.owner } }),
    product: seen.product,
    protocol: seen.protocol,
    version: seen.version,
    access: seen.access,
    proof: [...seen.proof],
    control: [...seen.control],
    grants: seen.grants,
    reason: seen.reason,
    authMethods: [...seen.authMethods],
    tls: tlsFacts(session, seen.plaintext, tls.versions),
    ...(seen.seenAs !== undefined && { seenAs: seen.seenAs }),
    ...(seen.says && Object.keys(seen.says).length > 0 && { says: { ...seen.says } }),
    ...(near.length > 0 && { neighbours: near }),
    ...(seen.web && { web: seen.web }),
    ...taken.facts,
    transcript: session.recorder.transcript,
    connections: {
      look: session.opened - connections - taken.connections,
      tls: tls.connections,
      accounts: connections,
      inventory: taken.connections,
    },
    at: now().toISOString(),
  };
}

function neighbours(
  candidate: Candidate,
  product: string | null,
  asksPort: Examination['asksPort'],
): { port: number; role: string; asked: boolean }[] {
  if (product === null || product === 'http') return [];
  return neighboursOf(product)
    .filter(({ port }) => port !== candidate.port)
    .map(({ port, role }) => ({ port, role, asked: asksPort(candidate, port) }));
}
