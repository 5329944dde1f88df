/** Products whose settings are a file that they read again on a signal (SIGHUP): changed, taken up, and put back. */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AskError } from '../ask/asker.ts';
import { openAsker } from '../ask/index.ts';
import { keepFile, oldOf, putBack, putFile, readBytes, replaceFile } from './files.ts';
import { peersAt, processAt, settingsOf, type HostProcess } from './process.ts';
import type { Context, Recipe, Saved, Step, Words } from './recipe.ts';
import { comeAsStranger } from './stranger.ts';

/** The account that is made, where the product wants a name. */
export const OWNER = 'owner';
/** Milliseconds: the product reads its settings at once, and works on a little while. */
const LOOK_AGAIN = 100;
const MOST_LOOKS = 60;
const PRIVATE = 0o600;

export interface SettingsFile {
  readonly program: RegExp;
  /** The path among the words that the product was started with. */
  readonly named: (argv: readonly string[]) => string | undefined;
  readonly readsLike: RegExp;
  /** Whether it has accounts already: they stay as they are then, and none is made. */
  readonly hasAccounts: (text: string) => boolean;
  /** The file with strangers shut out, `secret` being the path of what `hide` gives; throws an AskError where it cannot be. */
  readonly shut: (text: string, secret: string) => string;
  /** The generated password as the product keeps it. */
  readonly hide: (context: Context) => Promise<string>;
}

interface Found {
  readonly of: HostProcess;
  readonly path: string;
}

async function find(context: Context, { program, named, readsLike }: SettingsFile): Promise<Found> {
  const of = await processAt(context);
  if (!program.test(of.program)) throw new AskError(`at this port listens ${of.program}`);
  return { of, path: await settingsOf(of, named(of.argv), readsLike) };
}

const secretOf = (path: string, { plan }: Context): string =>
  join(dirname(path), `nightlatch-${plan.id}.secret`);

async function reload(context: Context): Promise<void> {
  const { pid } = await processAt(context);
  await context.run(['kill', '-HUP', String(pid)]);
}

/** The stranger is refused, and the account that was made is not. */
async function isShut({ access, password }: Context, isMade: boolean): Promise<boolean> {
  if (!(await comeAsStranger(access)).refused) return false;
  if (!isMade) return true;
  try {
    await using _ = await openAsker({ ...access, user: OWNER, password });
    return true;
  } catch (error) {
    if (error instanceof AskError) return false;
    throw error;
  }
}

async function until(is: () => Promise<boolean>): Promise<boolean> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    if (await is()) return true;
    await wait(LOOK_AGAIN);
  }
  return false;
}

function stepOf(file: SettingsFile, words: Words): Step {
  const back = async (context: Context, saved: Saved): Promise<void> => {
    const { path } = await find(context, file);
    const secret = secretOf(path, context);
    await putBack(saved, (old) => file.shut(old, secret));
    await reload(context);
    await rm(secret, { force: true });
  };
  return {
    ...words,
    shuts: true,
    isDone: async ({ access }) => (await comeAsStranger(access)).refused,
    async save(context) {
      const { path } = await find(context, file);
      return { ...(await keepFile(path, context.plan.id)), peers: await peersAt(context) };
    },
    async apply(context, saved) {
      const { of, path } = await find(context, file);
      const secret = secretOf(path, context);
      const { text } = await oldOf(saved);
      const isMade = !file.hasAccounts(text);
      // Its own user reads it, and nobody else does.
      const { uid, gid } = of;
      if (isMade) await putFile(secret, await file.hide(context), { mode: PRIVATE, uid, gid });
      await replaceFile(path, file.shut(text, secret));
      await reload(context);
      const isTaken = await until(async () => await isShut(context, isMade)).catch(
        async (error: unknown) => {
          await back(context, saved);
          throw error;
        },
      );
      if (isTaken)
        return isMade ? path : `${path}; its own accounts stay, and the password shown is not used`;
      await back(context, saved);
      throw new AskError('the new settings were not taken up; the old ones are back');
    },
    async undo(context, saved) {
      await back(context, saved);
      const isOpen = async (): Promise<boolean> =>
        (await comeAsStranger(context.access)).letIn === true;
      if (!(await until(isOpen)))
        throw new AskError('the old settings are back, and were not taken up in time');
    },
  };
}

/** A recipe of one step: the products that are shut so end the sessions of strangers by themselves. */
export function settingsRecipe(
  facts: Pick<Recipe, 'name' | 'title'>,
  file: SettingsFile,
  words: Words,
): Recipe {
  return {
    ...facts,
    layer: 'product',
    makesPassword: true,
    async precheck(context) {
      if ((await comeAsStranger(context.access)).letIn === false)
        return 'it does not let strangers in any more';
      try {
        const { path } = await find(context, file);
        const text = await readBytes(path);
        file.shut(text, secretOf(path, context));
        if (!file.hasAccounts(text)) await file.hide(context);
        return undefined;
      } catch (error) {
        if (!(error instanceof AskError)) throw error;
        return error.message;
      }
    },
    steps: () => [stepOf(file, words)],
  };
}
