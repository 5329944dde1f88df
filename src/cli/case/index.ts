/** `nightlatch case …`: one line a sub-command; each in its own file. */
import type { Command } from 'commander';
import { caseOpen, type OpenOptions } from './open.ts';
import { caseAddLedger, caseList, caseShow } from './show.ts';

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
}
