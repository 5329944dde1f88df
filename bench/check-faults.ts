/** Fourteen faults and a safe twin of each, from the corpus of `check`: which of them does a tool tell apart? */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { corpus } from '../test/check-corpus.ts';
import { ROOT } from './nightlatch.ts';

const CORPUS = join(ROOT, 'test', 'corpora', 'check');

const PAIRS: readonly (readonly [faulty: string, safe: string])[] = [
  ['compose: redis published without a password', 'compose: redis with a password'],
  [
    'stranger-compose: swarm opens it on the node it runs on',
    'stranger-compose: swarm publishes nothing',
  ],
  [
    'stranger-compose: the database of a guide, trusting all',
    'stranger-compose: the database of a guide, with a password',
  ],
  [
    'kubernetes: a load balancer in front of a store without a password',
    'kubernetes: a load balancer in front of a store with a password from a Secret',
  ],
  ["kubernetes: the node's own network", "kubernetes: the node's own network, on loopback"],
  [
    'kubernetes: an Ingress without authentication',
    'kubernetes: an Ingress that asks first, and a policy that lets it alone in',
  ],
  [
    'stranger-kubernetes: everything for those who have not logged in',
    'stranger-kubernetes: everything for one account',
  ],
  [
    'stranger-terraform: a plan on one line: a group for the world',
    'stranger-terraform: a plan on one line: a group for one network',
  ],
  [
    'stranger-terraform: a bucket policy that only asks for TLS',
    'stranger-terraform: a bucket policy that only refuses plain HTTP',
  ],
  [
    'stranger-terraform: a search domain outside of any network, for all',
    'stranger-terraform: a search domain in a network, with accounts',
  ],
  [
    'stranger-terraform: google: a firewall for a range of ports and everybody',
    'stranger-terraform: google: a firewall that denies',
  ],
  [
    "stranger-terraform: azure: a group's rule for the internet",
    "stranger-terraform: azure: a group's rule for its network",
  ],
  [
    'products: redis.conf: all addresses, protected mode off',
    'products: redis.conf: all addresses, a password',
  ],
  ['clickhouse: its own files: open to all', 'clickhouse: its own files: a password'],
];

export const FAULTS = PAIRS.length;

export function plantFaults(folder: string): void {
  const cases = new Map(corpus(CORPUS).map((each) => [each.name, each]));
  for (const [index, pair] of PAIRS.entries()) {
    for (const [side, name] of pair.entries()) {
      const found = cases.get(name);
      if (!found) throw new Error(`the corpus has no case ${name}`);
      for (const [path, text] of found.files) {
        const file = join(folder, `${index}-${side === 0 ? 'faulty' : 'safe'}`, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
  }
}

/** Faults of which something is said that is not said of the twin. `told`: a check, and the file that it speaks of. */
export function toldApart(told: readonly (readonly [check: string, file: string])[]): number[] {
  const of = (folder: string): Set<string> =>
    new Set(told.filter(([, file]) => file.includes(`${folder}/`)).map(([check]) => check));
  return PAIRS.flatMap((_pair, index) => {
    const safe = of(`/${index}-safe`);
    return [...of(`/${index}-faulty`)].some((check) => !safe.has(check)) ? [index + 1] : [];
  });
}

interface Checkov {
  readonly results?: {
    readonly failed_checks?: readonly {
      readonly check_id: string;
      readonly file_abs_path: string;
    }[];
  };
}

/** Its JSON: one report, or one a framework. */
export function saidByCheckov(path: string): (readonly [string, string])[] {
  const whole = JSON.parse(readFileSync(path, 'utf8')) as Checkov | readonly Checkov[];
  return [whole]
    .flat()
    .flatMap(({ results }) =>
      (results?.failed_checks ?? []).map((each) => [each.check_id, each.file_abs_path] as const),
    );
}
