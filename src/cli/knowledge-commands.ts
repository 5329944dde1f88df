/** The words of `nightlatch services`, `rules`, `explain` and `scope`: what it knows, and what it may look at. */
import type { Command } from 'commander';
import type { ScopeOptions } from './scope-check.ts';

const collect = (value: string, before: string[]): string[] => [...before, value];

export function addKnowledge(program: Command, done: (code: number) => void): void {
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
  addScope(program, done);
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
