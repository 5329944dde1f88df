/** `nightlatch check PATH…`: what an audit would say, from the files alone. Nothing is asked, nothing is written. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Judging } from '../audit/judging.ts';
import { Tally } from '../audit/tally.ts';
import { type FilesRead, inputKinds, type Input, readFiles } from '../files/index.ts';
import { patchOf } from '../files/patch.ts';
import { type Accepted, sieve } from '../findings/accept.ts';
import { Config as ConfigSchema } from '../model/config.ts';
import { UsageError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { Gap, RunView } from '../model/run.ts';
import { untrusted } from '../model/untrusted.ts';
import { SEVERITIES } from '../model/verdict.ts';
import { jsonLine } from '../report/index.ts';
import { rules } from '../rules/index.ts';
import { loadConfig } from './config-file.ts';
import { EXIT } from './exit.ts';
import { compared, readAudit } from './against.ts';
import { readBaseline, writeBaseline } from './baseline.ts';
import { severityLimit } from './judge.ts';
import { openOutputs, print, writeReports, type OpenOutput, type OutputList } from './outputs.ts';
import { columns, say, wantsColor } from './terminal.ts';
import { VERSION } from './version.ts';

export interface CheckOptions {
  readonly stdin?: string;
  readonly config?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly against?: string;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly failOn?: string;
  readonly failOnUnknown?: boolean;
  readonly verbose?: boolean;
}

const BLIND_SPOTS = [
  'What only exists at run time (accounts that somebody made, firewalls, values set where it starts) does not stand in files.',
];

export async function check(
  words: readonly string[],
  options: CheckOptions,
  list: OutputList,
): Promise<number> {
  const config =
    options.config === undefined ? ConfigSchema.parse({}) : await loadConfig(options.config);
  const failOn = severityLimit(options.failOn ?? config.fail_on ?? 'high');
  if (options.fix && !options.dryRun) {
    throw new UsageError('--fix writes nothing by itself: add --dry-run, and apply what it prints');
  }
  const baseline =
    options.baseline === undefined ? new Set<string>() : readBaseline(options.baseline);
  const audit = options.against === undefined ? [] : readAudit(options.against);
  const input = inputOf(options.stdin);
  const paths = existing(words, input);
  const outputs = openOutputs(list.list());
  const started = new Date();
  const files = readFiles(paths.there, process.cwd(), started, input);
  const gaps = [...paths.gaps, ...files.gaps];
  if (files.read === 0 && gaps.length > 0) return nothingRead(outputs, gaps);

  const tally = tallyOf(files, gaps);
  using judging = new Judging({ policy: config.policy, asOf: started }, config.vantage, tally);
  for (const observation of files.observations) {
    const line = compared(observation, audit);
    judging.take(line);
    await writeLine(outputs, line);
  }
  judging.finish();
  const exceptions = { inFiles: files.exceptions, inConfig: config.exceptions, baseline };
  const sieved = sieve(judging.findings, exceptions, started);
  tally.blindSpots.push(...notesOf(sieved));
  if (options.writeBaseline !== undefined) writeBaseline(options.writeBaseline, sieved.left);
  if (options.fix) await printPatch(sieved.left, files);
  else {
    await writeReports(outputs, viewOf(judging, sieved.left, tally, started), {
      color: wantsColor(process.stdout),
      width: columns(process.stdout),
      verbose: options.verbose === true,
      rules,
    });
  }
  return exitCode(sieved, tally, failOn, options.failOnUnknown ?? config.fail_on_unknown ?? false);
}

function nothingRead(outputs: readonly OpenOutput[], gaps: readonly Gap[]): number {
  for (const { sink } of outputs) sink?.abandon();
  for (const { target, reason } of gaps) say(`nightlatch: ${untrusted(target, 300)}: ${reason}`);
  return EXIT.usage;
}

async function writeLine(outputs: readonly OpenOutput[], observation: Observation): Promise<void> {
  for (const { format, sink } of outputs) {
    if (format !== 'jsonl') continue;
    if (sink) sink.write(jsonLine(observation));
    else await print(jsonLine(observation));
  }
}

/** What is accepted is still there, so it is told; each in words of ours. */
function notesOf({ accepted, expired, known }: Accepted): string[] {
  const place = ({ rule, where }: Finding): string => `${rule} at ${where.file}:${where.line}`;
  return [
    ...accepted.map(({ finding, until }) => `${place(finding)} is accepted until ${until}.`),
    ...expired.map(
      ({ finding, until }) => `${place(finding)} was accepted until ${until}; that day is over.`,
    ),
    ...(known > 0 ? [`${known} known from the baseline and not listed.`] : []),
  ];
}

async function printPatch(findings: readonly Finding[], files: FilesRead): Promise<void> {
  const patch = patchOf(
    findings.flatMap(({ changes = [] }) => changes),
    files.linesOf,
  );
  await print(patch.text);
  if (patch.left > 0) say(`${patch.left} more to change by hand: the report names the lines.`);
}

function inputOf(kind: string | undefined): Input | undefined {
  if (kind === undefined) return undefined;
  const kinds = inputKinds();
  if (!kinds.includes(kind))
    throw new UsageError(`--stdin ${JSON.stringify(kind)}: choose from ${kinds.join(', ')}`);
  return { kind, text: readFileSync(0, 'utf8') };
}

/** One wrong path among others is a gap; nothing but wrong paths is a mistake. */
function existing(words: readonly string[], input: Input | undefined) {
  if (words.length === 0 && !input)
    throw new UsageError('check takes a file or a folder, or --stdin with a kind');
  const there = words.filter((word) => existsSync(resolve(word)));
  const missing = words.filter((word) => !there.includes(word));
  if (there.length === 0 && !input)
    throw new UsageError(`${untrusted(missing.join(', '))}: no such file or folder`);
  return {
    there,
    gaps: missing.map((target) => ({
      target: untrusted(target),
      reason: 'no such file or folder',
    })),
  };
}

function tallyOf(files: FilesRead, gaps: FilesRead['gaps']): Tally {
  const tally = new Tally();
  tally.endpoints = files.observations.length;
  for (const { target, reason } of gaps) tally.gaps.add(target, reason);
  tally.blindSpots.push(...BLIND_SPOTS);
  return tally;
}

function viewOf(
  judging: Judging,
  findings: readonly Finding[],
  tally: Tally,
  started: Date,
): RunView {
  return {
    run: {
      id: randomUUID(),
      version: VERSION,
      started: started.toISOString(),
      finished: new Date().toISOString(),
      vantage: 'files',
      interrupted: false,
    },
    scope: { refused: [] },
    coverage: tally.coverage(),
    observations: judging.observations,
    findings,
    findingCount: findings.length,
  };
}

function exitCode(
  { left, expired }: Accepted,
  tally: Tally,
  failOn: number,
  failOnUnknown: boolean,
): number {
  const failing = new Set<string>(SEVERITIES.slice(0, failOn));
  const bad = left.some(({ severity }) => failing.has(severity)) || expired.length > 0;
  const unknown = failOnUnknown && (tally.unknownAccess > 0 || tally.gaps.list().length > 0);
  return bad || unknown ? EXIT.findings : EXIT.clean;
}
