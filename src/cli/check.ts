/** `nightlatch check PATH…`: what an audit would say, from the files alone. Nothing is asked, nothing is written. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Judging } from '../audit/judging.ts';
import { Tally } from '../audit/tally.ts';
import { type FilesRead, inputKinds, type Input, readFiles } from '../files/index.ts';
import { Config as ConfigSchema } from '../model/config.ts';
import { UsageError } from '../model/errors.ts';
import type { RunView } from '../model/run.ts';
import { untrusted } from '../model/untrusted.ts';
import { SEVERITIES } from '../model/verdict.ts';
import { jsonLine } from '../report/index.ts';
import { rules } from '../rules/index.ts';
import { loadConfig } from './config-file.ts';
import { EXIT } from './exit.ts';
import { severityLimit } from './judge.ts';
import { openOutputs, print, writeReports, type OutputList } from './outputs.ts';
import { columns, say, wantsColor } from './terminal.ts';
import { VERSION } from './version.ts';

export interface CheckOptions {
  readonly stdin?: string;
  readonly config?: string;
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
  const input = inputOf(options.stdin);
  const paths = existing(words, input);
  const outputs = openOutputs(list.list());
  const started = new Date();
  const files = readFiles(paths.there, process.cwd(), started, input);
  const gaps = [...paths.gaps, ...files.gaps];
  if (files.read === 0 && gaps.length > 0) {
    for (const { sink } of outputs) sink?.abandon();
    for (const { target, reason } of gaps) say(`nightlatch: ${untrusted(target)}: ${reason}`);
    return EXIT.usage;
  }

  const tally = tallyOf(files, gaps);
  using judging = new Judging({ policy: config.policy, asOf: started }, config.vantage, tally);
  const lines = outputs.filter(({ format }) => format === 'jsonl');
  for (const observation of files.observations) {
    judging.take(observation);
    for (const { sink } of lines) {
      if (sink) sink.write(jsonLine(observation));
      else await print(jsonLine(observation));
    }
  }
  judging.finish();
  await writeReports(outputs, viewOf(judging, tally, started), {
    color: wantsColor(process.stdout),
    width: columns(process.stdout),
    verbose: options.verbose === true,
    rules,
  });
  return exitCode(judging, tally, failOn, options.failOnUnknown ?? config.fail_on_unknown ?? false);
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

function viewOf(judging: Judging, tally: Tally, started: Date): RunView {
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
    findings: judging.findings,
    findingCount: judging.count,
  };
}

function exitCode(judging: Judging, tally: Tally, failOn: number, failOnUnknown: boolean): number {
  const severities = judging.severities();
  const bad = SEVERITIES.slice(0, failOn).some((severity) => severities.has(severity));
  const unknown = failOnUnknown && (tally.unknownAccess > 0 || tally.gaps.list().length > 0);
  return bad || unknown ? EXIT.findings : EXIT.clean;
}
