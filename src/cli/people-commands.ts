/** The words of `nightlatch account …` and `nightlatch token …`. */
import type { Command } from 'commander';

export interface StoreOptions {
  readonly data?: string;
}

export interface AccountOptions extends StoreOptions {
  readonly role: string;
  /** Where the page is, for the link. */
  readonly url: string;
}

export interface TokenOptions extends StoreOptions {
  readonly account: string;
  readonly scope: readonly string[];
  readonly days: string;
}

const DATA = [
  '--data <folder>',
  'where serve remembers; else DATABASE_URL, or the state folder',
] as const;
const URL_OPTION = ['--url <url>', 'where its page is', 'http://127.0.0.1:8480'] as const;
// Loaded when it is used: the other commands start without the server.
const people = async () => import('./people.ts');
const collect = (value: string, before: readonly string[]): string[] => [...before, value];

export function addPeople(program: Command): void {
  const account = program.command('account').description('who may sign in to the page of serve');
  account
    .command('add')
    .description('add somebody, who chooses a password by a one-time link')
    .argument('<name>')
    .option('--role <role>', 'viewer, operator, admin', 'viewer')
    .option(...URL_OPTION)
    .option(...DATA)
    .action(async (name: string, options: AccountOptions) =>
      (await people()).accountAdd(name, options),
    );
  account
    .command('link')
    .description('a new one-time link, for a new password')
    .argument('<name>')
    .option(...URL_OPTION)
    .option(...DATA)
    .action(async (name: string, options: AccountOptions) =>
      (await people()).accountLink(name, options),
    );
  account
    .command('list')
    .description('everybody who may sign in')
    .option(...DATA)
    .action(async (options: StoreOptions) => (await people()).accountList(options));
  for (const [word, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const)
    account
      .command(word)
      .description(disabled ? 'shut somebody out at once' : 'let somebody in again')
      .argument('<name>')
      .option(...DATA)
      .action(async (name: string, options: StoreOptions) =>
        (await people()).accountDisable(name, disabled, options),
      );

  const token = program.command('token').description('what programs use in place of a password');
  token
    .command('create')
    .description('make one and print it, once')
    .argument('<label>', 'what it is for')
    .requiredOption('--account <name>', 'whose it is; it can never do more than that account')
    .option('--scope <scope>', 'read, metrics, submit, operate, admin; repeatable', collect, [])
    .option('--days <n>', 'until it expires', '90')
    .option(...DATA)
    .action(async (label: string, options: TokenOptions) =>
      (await people()).tokenCreate(label, options),
    );
  token
    .command('list')
    .description('all of them; never the secrets')
    .option(...DATA)
    .action(async (options: StoreOptions) => (await people()).tokenList(options));
  token
    .command('remove')
    .description('let nothing in by it any more')
    .argument('<id>')
    .option(...DATA)
    .action(async (id: string, options: StoreOptions) => (await people()).tokenRemove(id, options));
}
