import { lookup as systemLookup } from 'node:dns/promises';
import { isLocalhost } from '../scope/name.ts';
import { Slots } from './slots.ts';

/** What a name leads to. That it leads nowhere is an answer and not an exception: the rest of the audit goes on. */
export type Resolution =
  | { readonly ok: true; readonly addresses: readonly string[]; readonly omitted: number }
  | { readonly ok: false; readonly reason: string };

export type Resolve = (name: string, signal?: AbortSignal) => Promise<Resolution>;

export interface ResolverOptions {
  readonly lookup?: (name: string) => Promise<readonly { readonly address: string }[]>;
  /** Milliseconds for one name. */
  readonly deadline?: number;
}

const MOST_ADDRESSES = 16;
/** What getaddrinfo has threads for; more would wait in the pool while their time runs. */
const AT_ONCE = 4;

/** Resolves as this system does (hosts file, search domains), each name once a run. */
export function makeResolver({
  lookup = (name) => systemLookup(name, { all: true, verbatim: true }),
  deadline = 5000,
}: ResolverOptions = {}): Resolve {
  const known = new Map<string, Promise<Resolution>>();
  const slots = new Slots(AT_ONCE);

  async function ask(name: string): Promise<Resolution> {
    const release = await slots.take();
    const answer = lookup(name).then(choose, failure);
    // The slot stays taken while the thread is, even where nobody waits for it any more.
    void answer.finally(release);
    return withDeadline(answer, deadline);
  }

  return async (name, signal) => {
    // RFC 6761: no resolver may say where localhost is.
    if (isLocalhost(name)) return { ok: true, addresses: ['127.0.0.1', '::1'], omitted: 0 };

    const asked = known.get(name) ?? ask(name);
    known.set(name, asked);
    return signal === undefined ? asked : unlessAborted(asked, signal);
  };
}

function choose(found: readonly { readonly address: string }[]): Resolution {
  const addresses = [...new Set(found.map(({ address }) => address))];
  if (addresses.length === 0) return { ok: false, reason: 'the name has no address' };
  return {
    ok: true,
    addresses: addresses.slice(0, MOST_ADDRESSES),
    omitted: Math.max(addresses.length - MOST_ADDRESSES, 0),
  };
}

function failure(error: unknown): Resolution {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND') return { ok: false, reason: 'the name does not resolve' };
  if (code === 'EAI_AGAIN') return { ok: false, reason: 'the name server did not answer' };
  return { ok: false, reason: `the name does not resolve (${code || 'unknown error'})` };
}

async function withDeadline(answer: Promise<Resolution>, deadline: number): Promise<Resolution> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Resolution>((resolve) => {
    timer = setTimeout(resolve, deadline, {
      ok: false,
      reason: `the name did not resolve within ${deadline / 1000} s`,
    });
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

async function unlessAborted(
  answer: Promise<Resolution>,
  signal: AbortSignal,
): Promise<Resolution> {
  const interrupted: Resolution = { ok: false, reason: 'interrupted before the name was resolved' };
  if (signal.aborted) return interrupted;

  let stop: (() => void) | undefined;
  const aborted = new Promise<Resolution>((resolve) => {
    stop = () => resolve(interrupted);
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([answer, aborted]).finally(() => {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  });
}
