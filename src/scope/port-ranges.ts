import { UsageError } from '../model/errors.ts';
import { quote } from './quote.ts';

/** Inclusive ranges; those that parsePorts and mergePorts return are sorted and do not touch. */
export type PortRanges = readonly (readonly [low: number, high: number])[];

const HIGHEST = 65_535;

/** `80`, `80,443`, `1-1024,8080`. */
export function parsePorts(text: string): PortRanges {
  if (text === '')
    throw new UsageError('a colon has no port after it: write HOST, or HOST:80,443,8000-8100');
  const ranges = text.split(',').map((part): readonly [number, number] => {
    if (part === '')
      throw new UsageError(`a port is missing in ${quote(text)}: write it like 80,443,8000-8100`);
    const [low = '', high, ...more] = part.split('-');
    if (more.length > 0)
      throw new UsageError(`${quote(part)} is no port range: write it like 8000-8100`);
    const range = [parsePort(low, part), parsePort(high ?? low, part)] as const;
    if (range[0] > range[1]) {
      throw new UsageError(
        `the port range ${quote(part)} runs backwards: write ${range[1]}-${range[0]}`,
      );
    }
    return range;
  });
  return mergePorts(ranges);
}

function parsePort(text: string, part: string): number {
  if (!/^\d+$/.test(text)) {
    throw new UsageError(
      `${quote(part)} is no port: write a number from 1 to ${HIGHEST}, or a range like 8000-8100`,
    );
  }
  const port = Number(text);
  if (port < 1 || port > HIGHEST) {
    throw new UsageError(`port ${quote(text)} is out of range: ports go from 1 to ${HIGHEST}`);
  }
  if (text !== String(port))
    throw new UsageError(`port ${quote(text)} starts with a zero: write ${port}`);
  return port;
}

export function mergePorts(ranges: PortRanges): PortRanges {
  const merged: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

export function portsOf(ports: Iterable<number>): PortRanges {
  return mergePorts(Array.from(ports, (port) => [port, port] as const));
}

export function countPorts(ranges: PortRanges): number {
  return ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0);
}

export function hasPort(ranges: PortRanges, port: number): boolean {
  return ranges.some(([low, high]) => low <= port && port <= high);
}

export function formatPorts(ranges: PortRanges): string {
  return ranges.map(([low, high]) => (low === high ? `${low}` : `${low}-${high}`)).join(',');
}
