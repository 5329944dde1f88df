/** The commands beside `serve` that speak to its store: backup, restore, export, runs. */
import type { Command } from 'commander';
import type { Depth } from '../model/run.ts';

interface Place {
  readonly data?: string;
}

const DATA = [
  '--data <folder>',
  'the folder of the store; without it DATABASE_URL, or the state folder',
] as const;

export function addStoreCommands(program: Command, done: (code: number) => void): void {
  program
    .command('backup')
    .description('write the whole store into one file; serve may go on')
    .argument('<file>')
    .option(...DATA)
    .action(async (file: string, { data }: Place) => {
      const { backup } = await import('./store-files.ts');
      done(await backup(file, data));
    });
  program
    .command('restore')
    .description('read a backup into an empty store')
    .argument('<file>')
    .option(...DATA)
    .action(async (file: string, { data }: Place) => {
      const { restoreFrom } = await import('./store-files.ts');
      done(await restoreFrom(file, data));
    });
  program
    .command('export')
    .description('everything but accounts as JSON Lines')
    .option('--output <file>', 'where to; standard output without')
    .option(...DATA)
    .action(async ({ output, data }: Place & { output?: string }) => {
      const { exportTo } = await import('./store-files.ts');
      done(await exportTo(output, data));
    });
  addRuns(program, done);
}

export interface RunsOptions extends Place {
  readonly entry?: string;
  readonly depth?: Depth;
  readonly format: string;
}

function addRuns(program: Command, done: (code: number) => void): void {
  const runs = program
    .command('runs')
    .description('the runs that serve recorded, newest first')
    .option('--entry <name>', 'of this watch entry alone')
    .option('--format <name>', 'terminal or json', 'terminal')
    .option(...DATA)
    .action(async (options: RunsOptions) => {
      const { listRuns } = await import('./runs.ts');
      done(await listRuns(options));
    });
  runs
    .command('diff')
    .description('what differs between two runs, by their ids or the beginning of them')
    .argument('<before>')
    .argument('<after>')
    .action(async (before: string, after: string, _: unknown, command: Command) => {
      const { diffRuns } = await import('./runs.ts');
      done(await diffRuns(before, after, command.optsWithGlobals<RunsOptions>()));
    });
}
