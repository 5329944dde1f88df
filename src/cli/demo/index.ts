/** The words of `nightlatch demo …`. The lab is for the demo alone; every other command starts without it. */
import type { Command } from 'commander';
import type { IncidentOptions } from './incident.ts';

export function addDemo(program: Command, done: (code: number) => void): void {
  const group = program
    .command('demo')
    .description('the founding case, replayed on this machine')
    .option('--keep', 'leave the servers running until Ctrl-C')
    .action(async ({ keep }: { keep?: boolean }) => {
      const { demo } = await import('../demo.ts');
      done(await demo(keep === true));
    });
  group
    .command('incident')
    .description('visitors to a real ClickHouse, and what the incident desk can tell of them')
    .option('--folder <dir>', 'keep the case, its evidence and its reports here')
    .action(async (options: IncidentOptions) => {
      const { demoIncident } = await import('./incident.ts');
      done(await demoIncident(options));
    });
}
