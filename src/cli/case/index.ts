/** `nightlatch case …`: one line a sub-command; each in its own file. */
import type { Command } from 'commander';
import type { AccessOptions } from './access.ts';
import { caseIndicators } from './indicators.ts';
import { caseOpen, type OpenOptions } from './open.ts';
import { caseFill, caseReport, REPORT_FORMATS } from './report.ts';
import { caseSnapshot, caseVerify, type SnapshotOptions } from './snapshot.ts';
import { caseAddLedger, caseList, caseShow } from './show.ts';

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
import { addTrails } from './trails.ts';

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
    .action(async (finding: string | undefined, options: OpenOptions) =>
      done(await caseOpen(finding, options)),
    );
  group
    .command('show')
    .description('its journal, checked')
    .argument('<case>', 'its id or its folder')
    .option('--format <name>', 'terminal or json', 'terminal')
    .action((word: string, options: { format: string }) => done(caseShow(word, options)));
  group
    .command('list')
    .description('the cases of this machine, newest first')
    .action(() => done(caseList()));
  group
    .command('add-ledger')
    .description('take in what case trails --format json wrote')
    .argument('<case>')
    .argument('<file>')
    .action((word: string, file: string) => done(caseAddLedger(word, file)));
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
    .action(async (word: string, options: SnapshotOptions) =>
      done(await caseSnapshot(word, options)),
    );
  group
    .command('verify')
    .description('whether the journal and every artefact are as they were written')
    .argument('<case>')
    .action(async (word: string) => done(await caseVerify(word)));
  withAccess(
    group
      .command('indicators')
      .description('look for signs of compromise, without changing anything')
      .argument('<case>'),
  ).action(async (word: string, options: AccessOptions) =>
    done(await caseIndicators(word, options)),
  );
  addTrails(group, done);
  group
    .command('report')
    .description('the incident report: each sentence from evidence, or marked for a person')
    .argument('<case>')
    .option('--format <name>', REPORT_FORMATS, 'markdown')
    .action((word: string, options: { format: string }) => done(caseReport(word, options)));
  group
    .command('fill')
    .description('write into the report what only a person can say')
    .argument('<case>')
    .argument('<field>')
    .argument('<words>')
    .requiredOption('--by <name>', 'who says it')
    .action((word: string, field: string, words: string, options: { by: string }) =>
      done(caseFill(word, field, words, options)),
    );
}
