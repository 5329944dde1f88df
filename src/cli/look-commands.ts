/** The words of `nightlatch audit`, `check` and `judge`: looks at the network, at files, and at what was saved. */
import type { Command } from 'commander';
import type { RawAuditOptions } from './audit-options.ts';
import type { CheckOptions } from './check.ts';
import type { JudgeOptions } from './judge.ts';
import { OutputList } from './outputs.ts';

const collect = (value: string, before: string[]): string[] => [...before, value];

export function addLooks(program: Command, done: (code: number) => void): void {
  addAudit(program, done);
  addCheck(program, done);
  addJudge(program, done);
}

function addAudit(program: Command, done: (code: number) => void): void {
  const outputs = new OutputList();
  program
    .command('audit')
    .description("look, judge, report; without a target: this machine's own listeners")
    .argument(
      '[target...]',
      'HOST, HOST:PORTS, [IPv6]:PORTS, CIDR, CIDR:PORTS, URL, @FILE, or - for standard input',
    )
    .option('--config <file>', 'nightlatch.yaml: scope, targets, policy')
    .option(
      '--from <file>',
      'what a sweep found open: nmap -oX, masscan, naabu, zgrab2 or httpx; repeatable',
      collect,
      [],
    )
    .option('--exclude <target>', 'never ask this (TARGET or @FILE); always wins', collect, [])
    .option('--i-own <range>', 'say that a public CIDR or name is yours', collect, [])
    .option(
      '--format <name>',
      'terminal, json, jsonl, sarif, html, markdown, csv; repeatable',
      (name: string) => outputs.format(name),
    )
    .option(
      '--output <file>',
      'where the format before it goes; standard output without',
      (file: string) => outputs.output(file),
    )
    .option('--save <dir>', 'keep the observations, for "judge"')
    .option('--plan', 'print what would be asked, and send nothing')
    .option(
      '--fail-on <severity>',
      'exit 1 from this severity on: critical, high, medium, low, none (default: high)',
    )
    .option('--fail-on-unknown', 'exit 1 also where it could not be told')
    .option('--accounts <level>', 'log-ins to try: none, empty, default (default: none)')
    .option(
      '--inventory <depth>',
      'of a store that let us in: none, names (and counts), sample (20 rows, kept nowhere; default)',
    )
    .option('--evidence <depth>', 'names: classify by names alone, as --inventory names')
    .option(
      '--vantage <word>',
      'from where this looks: internet, partner, corporate, segment, host',
    )
    .option('--rate <n>', 'new connections a second (default: 500)')
    .option('--per-host <n>', 'connections to one host at a time (default: 2)')
    .option('--fast', 'lift the rates; for networks that are yours alone')
    .option('--timeout <ms>', 'for one answer (default: 3000)')
    .option('--neighbours', 'ask known second ports too where a target names ports')
    .option('--own-addresses', "ask this machine's listeners over its other addresses too")
    .option(
      '--closely',
      'ask every web server for exposed files, debug pages and APIs, not only those named one by one',
    )
    .option('--openapi <file>', 'the description of the API at the targets: OpenAPI 3 or Swagger 2')
    .option('--submit <url>', 'hand the run in to this page of serve; the token: NIGHTLATCH_TOKEN')
    .option('--submit-as <name>', 'under this name, one for each place that looks (default: audit)')
    .option('--token-stdin', 'read the token from standard input')
    .option('--quiet', 'no progress')
    .option('--verbose', 'proof, control and transcript of every look')
    .action(async (targets: string[], raw: RawAuditOptions) => {
      const { audit } = await import('./audit.ts');
      done(await audit(targets, raw, outputs));
    });
}

function addCheck(program: Command, done: (code: number) => void): void {
  const outputs = new OutputList();
  program
    .command('check')
    .description(
      'the same from files, before anything runs: Compose, manifests, plans, configuration',
    )
    .argument('[path...]', 'files and folders')
    .option(
      '--stdin <kind>',
      'read standard input as this kind of file, or as a product’s configuration',
    )
    .option('--config <file>', 'nightlatch.yaml: policy, exceptions')
    .option('--format <name>', 'as for audit; repeatable', (name: string) => outputs.format(name))
    .option('--output <file>', 'where the format before it goes', (file: string) =>
      outputs.output(file),
    )
    .option('--fail-on <severity>', 'as for audit')
    .option('--fail-on-unknown', 'as for audit')
    .option('--baseline <file>', 'findings that are known already; only new ones are told')
    .option('--write-baseline <file>', 'write what is found now as the baseline')
    .option('--against <dir>', 'a folder of audit --save: say whether files and world agree')
    .option(
      '--fix',
      'with --dry-run: print the safe values as a patch, for git apply --unidiff-zero',
    )
    .option('--dry-run', 'write nothing')
    .option('--verbose', 'the lines that carry each verdict')
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import('./check.ts');
      done(await check(paths, options, outputs));
    });
}

function addJudge(program: Command, done: (code: number) => void): void {
  const outputs = new OutputList();
  program
    .command('judge')
    .description('judge saved observations again, without a network')
    .argument('<dir>', 'a folder that audit --save wrote')
    .option('--as-of <when>', 'judge as of now, or of a day (default: when they were made)')
    .option('--format <name>', 'as for audit; repeatable', (name: string) => outputs.format(name))
    .option('--output <file>', 'where the format before it goes', (file: string) =>
      outputs.output(file),
    )
    .option('--fail-on <severity>', 'as for audit')
    .option('--fail-on-unknown', 'as for audit')
    .option('--verbose', 'as for audit')
    .action(async (folder: string, options: JudgeOptions) => {
      const { judge } = await import('./judge.ts');
      done(await judge(folder, options, outputs));
    });
}
