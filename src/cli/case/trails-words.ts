/** The words of `nightlatch case trails`. */
import type { Command } from 'commander';
import type { TrailsOptions } from './trails.ts';

const collect = (value: string, before: string[]): string[] => [...before, value];

export function addTrails(group: Command, done: (code: number) => void): void {
  group
    .command('trails')
    .description('who came, what they read and how sure that is, from logs of any kind')
    .argument('<path...>', 'logs, exports and folders; plain, gzip or zstd')
    .option('--window <from..to>', 'from when to when it was open: two days or times')
    .option('--format <name>', 'terminal, json or csv', 'terminal')
    .option('--output <file>', 'where it goes; standard output without')
    .option('--zone <zone>', 'of logs that say none: +02:00 or Europe/Berlin (default: UTC)')
    .option('--clock-offset <seconds>', "how far the logs' clock ran ahead")
    .option('--log-line-prefix <prefix>', "PostgreSQL's, where it is an unusual one")
    .option('--flow-format <fields>', 'the fields of AWS flow logs without a header')
    .option(
      '--port <port>',
      'a port of the store, to tell the two ends of a flow; repeatable',
      collect,
      [],
    )
    .option(
      '--known <cidr=name>',
      "a network of the owner's own; marked, not left out; repeatable",
      collect,
      [],
    )
    .option('--inventory <file>', 'audit --format json: how many people the tables hold')
    .action(async (paths: string[], options: TrailsOptions) => {
      const { trails } = await import('./trails.ts');
      done(await trails(paths, options));
    });
}
