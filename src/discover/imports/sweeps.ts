/** `--from FILE`: what a sweeper found open becomes targets. Whether each may be asked, the guard says as ever. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { UsageError } from '../../model/errors.ts';
import type { Target } from '../../model/target.ts';
import { untrusted } from '../../model/untrusted.ts';
import { parseHost } from '../../scope/parse-host.ts';
import { formatPorts, portsOf } from '../../scope/port-ranges.ts';
import { textOf } from '../text-stream.ts';
import { lineEntries } from './lines.ts';
import { nmapEntries } from './nmap.ts';
import type { Placed, Seen, Skipped } from './seen.ts';

/** Held in memory until they are asked. */
const MOST_ENDPOINTS = 2_000_000;
const HIGHEST_PORT = 65_535;

export interface Sweeps {
  readonly targets: Target[];
  /** What the files hold and this program does not ask. */
  readonly notes: string[];
}

export async function readSweeps(files: readonly string[], stdin: Readable): Promise<Sweeps> {
  const found = new Found();
  const notes: string[] = [];
  for (const file of files) {
    const name = file === '-' ? 'standard input' : file;
    const skipped: Record<Skipped, number> = { udp: 0, 'not open': 0, 'no port': 0 };
    const before = found.endpoints;
    for await (const { entry, line } of entriesOf(
      name,
      file === '-' ? stdin : createReadStream(file),
    )) {
      if (typeof entry === 'string') skipped[entry] += 1;
      else found.add(entry, `${untrusted(name)}:${line}`);
    }
    notes.push(...notesOn(name, skipped, found.endpoints > before));
  }
  return { targets: found.targets(), notes };
}

/** Told by its first sign; every message begins with the file and goes on with the line. */
async function* entriesOf(name: string, stream: Readable): AsyncGenerator<Placed> {
  const pieces = textOf(name, stream);
  const first = await firstPiece(pieces);
  const all = joined(first, pieces);
  try {
    yield* first.trimStart().startsWith('<') ? nmapEntries(all) : lineEntries(all);
  } catch (error) {
    if (!(error instanceof UsageError) || !/^\d+: /.test(error.message)) throw error;
    throw new UsageError(`${untrusted(name)}:${error.message}`);
  }
}

async function firstPiece(pieces: AsyncGenerator<string>): Promise<string> {
  let first = '';
  while (first.trim() === '') {
    const next = await pieces.next();
    if (next.done === true) break;
    first += next.value;
  }
  return first;
}

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

function notesOn(file: string, skipped: Record<Skipped, number>, any: boolean): string[] {
  const name = untrusted(file);
  return [
    ...(any ? [] : [`${name} names no open TCP port.`]),
    ...(skipped.udp > 0 ? [`${name}: ${skipped.udp} ports are not TCP, and are not asked.`] : []),
    ...(skipped['no port'] > 0
      ? [`${name}: ${skipped['no port']} records name no port, and are not asked.`]
      : []),
  ];
}

/** One target a host with all its ports, and one for each path beside the root. */
class Found {
  endpoints = 0;
  readonly #hosts = new Map<string, { subject: Target['subject']; ports: Set<number> }>();
  readonly #paths = new Map<string, Target>();

  add({ host, port, path }: Seen, place: string): void {
    if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT)
      throw new UsageError(`${place}: the record has no port from 1 to ${HIGHEST_PORT}`);
    let known = this.#hosts.get(host);
    if (!known) {
      known = { subject: hostOf(host, place), ports: new Set() };
      // A copy: what was cut out of a piece of the file would keep the whole piece.
      this.#hosts.set(Buffer.from(host).toString(), known);
    }
    if (path !== undefined) return this.#addPath(known.subject, host, port, path);
    if (known.ports.has(port)) return;
    known.ports.add(port);
    this.endpoints += 1;
    if (this.endpoints > MOST_ENDPOINTS)
      throw new UsageError(`more than ${MOST_ENDPOINTS} endpoints: split the sweep`);
  }

  #addPath(subject: Target['subject'], host: string, port: number, path: string): void {
    const text = `${written(host)}:${port}${path}`.slice(0, 2048);
    if (this.#paths.has(text)) return;
    this.#paths.set(text, { text, subject, ports: [[port, port]], path });
    this.endpoints += 1;
  }

  targets(): Target[] {
    const targets = [...this.#paths.values()];
    for (const [host, { subject, ports }] of this.#hosts) {
      if (ports.size === 0) continue;
      const ranges = portsOf(ports);
      const shown = ranges.length > 8 ? `${ports.size} ports` : formatPorts(ranges);
      targets.push({ text: `${written(host)}:${shown}`, subject, ports: ranges });
    }
    return targets;
  }
}

function written(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function hostOf(host: string, place: string): Target['subject'] {
  try {
    const subject = parseHost(host);
    if (subject.kind === 'range' && host.includes('/'))
      throw new UsageError('the record names a range where it must name a host');
    return subject;
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${place}: ${error.message}`);
    throw error;
  }
}
