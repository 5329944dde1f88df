import type { Target } from '../model/target.ts';
import { namesAbove } from './name.ts';
import { hasPort, type PortRanges } from './port-ranges.ts';
import { rangeOf, type Range } from './range.ts';

/** What is never asked, whoever names it. */
export interface Exclusion {
  readonly by: string;
  /** `null`: all of them. */
  readonly ports: PortRanges | null;
}

export interface Exclusions {
  readonly ranges: readonly { readonly range: Range; readonly exclusion: Exclusion }[];
  readonly names: ReadonlyMap<string, readonly Exclusion[]>;
}

export function exclusionsOf(targets: readonly Target[]): Exclusions {
  const ranges: { range: Range; exclusion: Exclusion }[] = [];
  const names = new Map<string, Exclusion[]>();
  for (const { text, subject, ports } of targets) {
    const exclusion = { by: text, ports };
    if (subject.kind === 'range') ranges.push({ range: rangeOf(subject), exclusion });
    else names.set(subject.name, [...(names.get(subject.name) ?? []), exclusion]);
  }
  return { ranges, names };
}

export function exclusionsOfName(all: Exclusions['names'], name: string): Exclusion[] {
  return [...namesAbove(name)].flatMap((above) => all.get(above) ?? []);
}

/** The first exclusion that holds for `port`; `null` asks for those that hold for every port. */
export function excludedBy(
  exclusions: readonly Exclusion[],
  port: number | null,
): Exclusion | undefined {
  return exclusions.find(({ ports }) => ports === null || (port !== null && hasPort(ports, port)));
}
