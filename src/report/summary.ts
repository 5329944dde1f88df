import type { Finding } from '../model/finding.ts';
import { SEVERITIES, type Severity } from '../model/verdict.ts';

/** Above this many, the same rule and product become one entry with a count. */
export const COLLAPSE_ABOVE = 200;

/** At most so many findings are told one by one; the largest groups collapse first. It bounds memory and the page. */
const TOLD_MAX = 2000;
const GROUPS_MAX = 1000;
const EXAMPLES_MAX = 3;

export type BySeverity = Record<Severity, number>;

/** The findings of one host, told one by one, worst first. */
export interface HostBlock {
  readonly kind: 'host';
  readonly host: string;
  /** Names that led to this address. */
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
}

/** The same on many endpoints, told once. */
export interface ManyBlock {
  readonly kind: 'many';
  /** The worst of them stands for all. */
  readonly worst: Finding;
  readonly count: number;
  readonly bySeverity: BySeverity;
  readonly examples: readonly Finding['where'][];
}

export interface FindingSummary {
  readonly total: number;
  readonly bySeverity: BySeverity;
  /** Hosts and collapsed groups in the order of their worst finding. */
  readonly blocks: readonly (HostBlock | ManyBlock)[];
  /** Hosts that have a block of their own. */
  readonly hosts: number;
}

export const THIS_MACHINE = 'this machine';

/** A listener of this machine is one thing, however many addresses reach it. */
export function hostOf(endpoint: Finding['where']): string {
  if (endpoint.file !== undefined) return endpoint.file;
  return endpoint.boundTo === undefined ? endpoint.address : THIS_MACHINE;
}

interface Group {
  count: number;
  readonly worst: Finding;
  readonly bySeverity: BySeverity;
  readonly examples: Finding['where'][];
}

class Groups {
  readonly #groups = new Map<string, Group>();

  /** Rules are ours and few. Products of a saved run may be anything, so beyond a limit they share a group. */
  #key(finding: Finding): string {
    const precise = `${finding.rule}\0${finding.product ?? ''}`;
    return this.#groups.has(precise) || this.#groups.size < GROUPS_MAX ? precise : finding.rule;
  }

  add(finding: Finding): void {
    const key = this.#key(finding);
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { count: 0, worst: finding, bySeverity: noneOfAny(), examples: [] };
      this.#groups.set(key, group);
    }
    group.count++;
    group.bySeverity[finding.severity]++;
    if (group.examples.length < EXAMPLES_MAX) group.examples.push(finding.where);
  }

  of(finding: Finding): Group | undefined {
    return this.#groups.get(this.#key(finding));
  }

  /** The groups that are told in one entry: the large ones, and as many more as it takes to stay readable. */
  collapsed(): ReadonlySet<Group> {
    const collapsed = new Set<Group>();
    let told = 0;
    for (const group of this.#groups.values()) told += group.count;
    for (const group of [...this.#groups.values()].toSorted((a, b) => b.count - a.count)) {
      if (group.count <= COLLAPSE_ABOVE && told <= TOLD_MAX) break;
      collapsed.add(group);
      told -= group.count;
    }
    return collapsed;
  }
}

function noneOfAny(): BySeverity {
  return { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
}

/** Reads the findings twice: once to count, once to keep the few that are told one by one. */
export function summarise(findings: Iterable<Finding>): FindingSummary {
  const groups = new Groups();
  const bySeverity = noneOfAny();
  let total = 0;
  for (const finding of findings) {
    groups.add(finding);
    bySeverity[finding.severity]++;
    total++;
  }

  const blocks = arrange(findings, groups);
  const hosts = blocks.filter((block) => block.kind === 'host').length;
  return { total, bySeverity, blocks, hosts };
}

function arrange(findings: Iterable<Finding>, groups: Groups): (HostBlock | ManyBlock)[] {
  const collapsed = groups.collapsed();
  // Findings come worst first, so a Map in order of first appearance is in order of the worst.
  const blocks = new Map<string | Group, () => HostBlock | ManyBlock>();
  const hosts = new Map<string, Finding[]>();

  for (const finding of findings) {
    const group = groups.of(finding);
    if (group !== undefined && collapsed.has(group)) {
      if (!blocks.has(group)) blocks.set(group, () => ({ kind: 'many', ...group }));
      continue;
    }
    const host = hostOf(finding.where);
    const told = hosts.get(host) ?? [];
    told.push(finding);
    hosts.set(host, told);
    blocks.set(host, () => hostBlock(host, told));
  }

  return [...blocks.values()].map((build) => build());
}

function hostBlock(host: string, findings: readonly Finding[]): HostBlock {
  const names = new Set<string>();
  for (const { where } of findings) {
    if (where.file === undefined && where.host !== undefined && where.host !== where.address)
      names.add(where.host);
  }
  return { kind: 'host', host, names: [...names], findings };
}

/** The severities that occur, worst first, with their counts. */
export function occurring(bySeverity: BySeverity): [Severity, number][] {
  return SEVERITIES.filter((severity) => bySeverity[severity] > 0).map((severity) => [
    severity,
    bySeverity[severity],
  ]);
}

/** The rules of the blocks, worst first: where a reader goes next. */
export function rulesOf(summary: FindingSummary): string[] {
  const rules = new Set<string>();
  for (const block of summary.blocks) {
    if (block.kind === 'many') rules.add(block.worst.rule);
    else for (const finding of block.findings) rules.add(finding.rule);
  }
  return [...rules];
}
