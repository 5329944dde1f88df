/** The composition root of the command line. It alone turns errors into messages and exit codes. */
import { Command, CommanderError } from 'commander';
import { UsageError } from '../model/errors.ts';
import { addCase } from './case/index.ts';
import { addContain } from './contain/index.ts';
import { addDemo } from './demo/index.ts';
import type { DoctorOptions } from './doctor.ts';
import { EXIT } from './exit.ts';
import { init } from './init.ts';
import { addKnowledge } from './knowledge-commands.ts';
import { addLooks } from './look-commands.ts';
import { addPeople } from './people-commands.ts';
import { addStoreCommands } from './store-commands.ts';
import type { ServeOptions } from './serve.ts';
import { say } from './terminal.ts';
import { VERSION } from './version.ts';

export async function main(words: readonly string[]): Promise<number> {
  process.stdout.on('error', () => undefined); // a reader that left (head, less) is no error of ours
  let code: number = EXIT.clean;
  try {
    const program = build((result) => {
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
  // By its name: the desk is loaded for its own commands alone.
  if (error instanceof Error && error.name === 'ChainError') {
    say(`nightlatch: this case is not believed: ${error.message}; case verify says what else`);
    return EXIT.couldNotLook;
  }
  say(
    `nightlatch: this is a bug of ours.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return EXIT.couldNotLook;
}

/** Each command loads what it runs on when it is used, so that none waits for the others. */
function build(done: (code: number) => void): Command {
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

  addLooks(program, done);
  addKnowledge(program, done);
  addStoreCommands(program, done);
  addCase(program, done);
  addContain(program, done);
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
  addDemo(program, done);
  return program;
}
