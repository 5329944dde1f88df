/** The composition root of the command line. It alone turns errors into messages and exit codes. */
import { Command, CommanderError } from 'commander';
import { UsageError } from '../model/errors.ts';
import type { CheckOptions } from './check.ts';
import type { RawAuditOptions } from './audit-options.ts';
import type { DoctorOptions } from './doctor.ts';
import { EXIT } from './exit.ts';
import { init } from './init.ts';
import type { JudgeOptions } from './judge.ts';
import { OutputList } from './outputs.ts';
import type { ScopeOptions } from './scope-check.ts';
import { addPeople } from './people-commands.ts';
import { addStoreCommands } from './store-commands.ts';
import type { ServeOptions } from './serve.ts';
import { say } from './terminal.ts';
import { VERSION } from './version.ts';

const collect = (value: string, before: string[]): string[] => [...before, value];

export async function main(words: readonly string[]): Promise<number> {
  process.stdout.on('error', () => undefined); // a reader that left (head, less) is no error of ours
  let code: number = EXIT.clean;
  try {
    const program = await build(words, (result) => {
      code = result;
    });
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): number {
  if (error instanceof UsageError) {
    say(`nightlatch: ${error.message}`);
    return EXIT.usage;
  }
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  say(
    `nightlatch: this is a bug of ours.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return EXIT.couldNotLook;
}

/** Each command loads what it runs on when it is used, so that none waits for the others. */
async function build(words: readonly string[], done: (code: number) => void): Promise<Command> {
  const program = new Command('nightlatch')
    .description(
      'Finds the databases and endpoints of yours that answer a stranger, and proves it without copying data.',
    )
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(--help lists what it takes)')
    .configureOutput({
      outputError: (text) => say(`nightlatch: ${text.replace(/^error: /, '').trim()}`),
    });

  addAudit(program, done);
  addCheck(program, done);
  addJudge(program, done);
  addKnowledge(program);
  addScope(program, done);
  addStoreCommands(program, done);
  await addIncident(words, program, done);
  program
    .command('serve')
    .description('look again and again, remember, and tell when a door opens')
    .requiredOption('--config <file>', 'nightlatch.yaml: what to watch, and who is told')
    .option('--data <folder>', 'where it remembers; without it DATABASE_URL, or the state folder')
    .option('--listen <address>', 'ADDRESS:PORT of its page (default: 127.0.0.1:8480)')
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./serve.ts');
      done(await serve(options));
    });
  addPeople(program);
  program
    .command('doctor')
    .description('what would keep serve from its work; nothing is changed or sent')
    .requiredOption('--config <file>', 'nightlatch.yaml')
    .option('--data <folder>', 'where serve remembers; else DATABASE_URL, or the state folder')
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./doctor.ts');
      done(await doctor(options));
    });
  program
    .command('init')
    .description('write a commented nightlatch.yaml')
    .option('--output <file>', 'where to', 'nightlatch.yaml')
    .option('--force', 'replace a file that is there')
    .action(({ output, force }: { output: string; force?: boolean }) =>
      init(output, force === true),
    );
  program
    .command('demo')
    .description('the founding case, replayed on this machine')
    .option('--keep', 'leave the servers running until Ctrl-C')
    .action(async ({ keep }: { keep?: boolean }) => {
      // The lab is for the demo alone; every other command starts without it.
      const { demo } = await import('./demo.ts');
      done(await demo(keep === true));
    });
  return program;
}

/** Two groups of many commands: loaded for those who use them, and named for those who ask what there is. */
async function addIncident(
  words: readonly string[],
  program: Command,
  done: (code: number) => void,
): Promise<void> {
  if (words[0] === 'case' || words[0] === 'help') {
    const { addCase } = await import('./case/index.ts');
    addCase(program, done);
  } else
    program
      .command('case')
      .description('an incident: evidence first, then shut it, prove it, report it');
  if (words[0] === 'contain' || words[0] === 'help') {
    const { addContain } = await import('./contain/index.ts');
    addContain(program, done);
  } else program.command('contain').description('plans that shut a door, and what they cost');
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

function addKnowledge(program: Command): void {
  const format = ['--format <name>', 'terminal or json', 'terminal'] as const;
  program
    .command('services')
    .description('the products it knows, and what it sends them')
    .option(...format)
    .action(async (options: { format: string }) => {
      const { listServices } = await import('./knowledge.ts');
      await listServices(options.format);
    });
  program
    .command('rules')
    .description('the rules it judges by')
    .option(...format)
    .action(async (options: { format: string }) => {
      const { listRules } = await import('./knowledge.ts');
      await listRules(options.format);
    });
  program
    .command('explain')
    .description('one rule: why it matters and what to do')
    .argument('<rule>')
    .option(...format)
    .action(async (rule: string, options: { format: string }) => {
      const { explain } = await import('./knowledge.ts');
      await explain(rule, options.format);
    });
}

function addScope(program: Command, done: (code: number) => void): void {
  program
    .command('scope')
    .description('what may be looked at')
    .command('check')
    .description('may we look there, and why (not)')
    .argument('<target>')
    .option('--config <file>', 'nightlatch.yaml')
    .option('--i-own <range>', 'a public CIDR or name that is yours', collect, [])
    .option(
      '--from <file>',
      'what a sweep found open: nmap -oX, masscan, naabu, zgrab2 or httpx; repeatable',
      collect,
      [],
    )
    .option('--exclude <target>', 'never ask this', collect, [])
    .option('--format <name>', 'terminal or json', 'terminal')
    .action(async (target: string, options: ScopeOptions) => {
      const { scopeCheck } = await import('./scope-check.ts');
      done(await scopeCheck(target, options));
    });
}
