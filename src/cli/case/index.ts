/** The words of `nightlatch case …`; each loads what it runs on when it is used. */
import type { Command } from 'commander';
import type { AccessOptions } from './access.ts';
import type { OpenOptions } from './open.ts';
import { REPORT_FORMATS } from './report-formats.ts';
import type { ReportOptions } from './report.ts';
import type { SnapshotOptions } from './snapshot.ts';
import { addTrails } from './trails-words.ts';

const collect = (value: string, before: string[]): string[] => [...before, value];

/** Where the store answers, and who asks. */
export function withAccess(command: Command): Command {
  return command
    .option('--target <address:port>', 'where the store answers; as its finding says without')
    .option('--product <id>', 'what it is; as its finding says without')
    .option(
      '--user <name>',
      'the owner’s account (or NIGHTLATCH_USER); its password by NIGHTLATCH_PASSWORD',
    )
    .option('--tls', 'speak TLS to it')
    .option('--i-own <range>', 'a public CIDR or name that is yours', collect, []);
}
export function addCase(program: Command, done: (code: number) => void): void {
  const group = program
    .command('case')
    .description('an incident: evidence first, then shut it, prove it, report it');
  group
    .command('open')
    .description('begin a case: a private folder with a journal that cannot be changed unnoticed')
    .argument('[finding]', 'the id of a finding that serve remembers')
    .option('--from-run <dir>', 'from a folder that audit --save wrote')
    .option('--asset <asset>', 'which asset of that run')
    .option('--data <folder>', 'where serve remembers')
    .option('--folder <dir>', 'where the case is kept; the state folder without')
    .option('--by <name>', 'who opens it')
    .action(async (finding: string | undefined, options: OpenOptions) => {
      const { caseOpen } = await import('./open.ts');
      done(await caseOpen(finding, options));
    });
  group
    .command('submit')
    .description('show it on the page of serve; evidence stays in its folder')
    .argument('<case>', 'its id or its folder')
    .option('--data <folder>', 'where serve remembers')
    .action(async (word: string, options: { data?: string }) => {
      const { caseSubmit } = await import('./open.ts');
      done(await caseSubmit(word, options));
    });
  group
    .command('show')
    .description('its journal, checked')
    .argument('<case>', 'its id or its folder')
    .option('--format <name>', 'terminal or json', 'terminal')
    .action(async (word: string, options: { format: string }) => {
      const { caseShow } = await import('./show.ts');
      done(caseShow(word, options));
    });
  group
    .command('list')
    .description('the cases of this machine, newest first')
    .action(async () => {
      const { caseList } = await import('./show.ts');
      done(caseList());
    });
  group
    .command('add-ledger')
    .description('take in what case trails --format json wrote')
    .argument('<case>')
    .argument('<file>')
    .action(async (word: string, file: string) => {
      const { caseAddLedger } = await import('./show.ts');
      done(caseAddLedger(word, file));
    });
  withAccess(
    group
      .command('snapshot')
      .description('take the evidence that a fix would destroy, before it is shut')
      .argument('<case>'),
  )
    .option(
      '--file <path>',
      'a log or configuration on this host, with its rotated ones; repeatable',
      collect,
      [],
    )
    .option('--host', "this host's network state too (as it is where the store is on loopback)")
    .option('--encrypt', 'under the passphrase in NIGHTLATCH_PASSPHRASE')
    .option('--encrypt-for <key>', 'for a public key of age')
    .action(async (word: string, options: SnapshotOptions) => {
      const { caseSnapshot } = await import('./snapshot.ts');
      done(await caseSnapshot(word, options));
    });
  group
    .command('verify')
    .description('whether the journal and every artefact are as they were written')
    .argument('<case>')
    .action(async (word: string) => {
      const { caseVerify } = await import('./snapshot.ts');
      done(await caseVerify(word));
    });
  withAccess(
    group
      .command('indicators')
      .description('look for signs of compromise, without changing anything')
      .argument('<case>'),
  ).action(async (word: string, options: AccessOptions) => {
    const { caseIndicators } = await import('./indicators.ts');
    done(await caseIndicators(word, options));
  });
  addTrails(group, done);
  group
    .command('report')
    .description('the incident report: each sentence from evidence, or marked for a person')
    .argument('<case>')
    .option('--format <name>', REPORT_FORMATS, 'markdown')
    .option('--output <file>', 'where it goes; standard output without')
    .action(async (word: string, options: ReportOptions) => {
      const { caseReport } = await import('./report.ts');
      done(await caseReport(word, options));
    });
  group
    .command('fill')
    .description('write into the report what only a person can say')
    .argument('<case>')
    .argument('<field>')
    .argument('<text>')
    .requiredOption('--by <name>', 'who says it')
    .action(async (word: string, field: string, words: string, options: { by: string }) => {
      const { caseFill } = await import('./report.ts');
      done(caseFill(word, field, words, options));
    });
}
