/** The words of `nightlatch contain …`; each loads what it runs on when it is used. */
import type { Command } from 'commander';
import { withAccess } from '../case/index.ts';
import type { PlanOptions } from './contain.ts';
import type { ApplyOptions } from './means.ts';
import type { VerifyOptions } from './verify.ts';

const collect = (value: string, before: string[]): string[] => [...before, value];

export function addContain(program: Command, done: (code: number) => void): void {
  const group = program
    .command('contain')
    .description('shut the door of a case: planned, approved by a person, undone as one, proved');
  withAccess(
    group
      .command('plan')
      .description('what could be done, and what each step costs')
      .argument('<case>'),
  )
    .option('--allow <cidr>', 'who may still come; repeatable', collect, [])
    .option('--minutes <n>', 'a block of the firewall lifts itself after that')
    .option('--users-file <path>', "ClickHouse's users.xml on this host")
    .option('--aws-group <id>', 'the security group before the store')
    .option('--aws-region <name>', 'where the group is')
    .option('--aws-endpoint <url>', 'an emulator on a loopback address, in the place of AWS')
    .option('--format <name>', 'terminal or json', 'terminal')
    .action(async (word: string, options: PlanOptions) => {
      const { containPlan } = await import('./contain.ts');
      done(await containPlan(word, options));
    });
  withAccess(
    group.command('apply').description('do a plan, or go on after a crash').argument('<plan>'),
  )
    .option('--approve <plan>', 'its id once more')
    .option('--by <name>', 'who approves it')
    .option('--without-snapshot <reason>', 'go ahead before the snapshot; the reason is recorded')
    .option('--case <case>', 'where the plan is; found by its id without')
    .action(async (id: string, options: ApplyOptions) => {
      const { containApply } = await import('./contain.ts');
      done(await containApply(id, options));
    });
  withAccess(
    group
      .command('status')
      .description('which state is in force, and where a plan stopped')
      .argument('<plan>'),
  )
    .option('--case <case>', 'where the plan is; found by its id without')
    .action(async (id: string, options: ApplyOptions) => {
      const { containStatus } = await import('./contain.ts');
      done(await containStatus(id, options));
    });
  withAccess(group.command('undo').description('take a plan back, all of it').argument('<plan>'))
    .option('--case <case>', 'where the plan is; found by its id without')
    .action(async (id: string, options: ApplyOptions) => {
      const { containUndo } = await import('./contain.ts');
      done(await containUndo(id, options));
    });
  withAccess(
    group
      .command('verify')
      .description('two verdicts, at any time: no new connection, no old session')
      .argument('<case or plan>'),
  )
    .option(
      '--door <address:port>',
      'where a stranger would come in; repeatable, IPv4 and IPv6',
      collect,
      [],
    )
    .option('--vantage <word>', 'from where this looks; this host’s name without')
    .action(async (word: string, options: VerifyOptions) => {
      const { containVerify } = await import('./verify.ts');
      done(await containVerify(word, options));
    });
}
