/** All settings of a Redis in the order in which they count: its files, its image's variables, its command line. */
import { readSettings, type Setting, SPACED, unquoted } from '../../text/settings.ts';
import { shellWords } from '../../text/words.ts';
import { configPath, named, secret, type Setup, variable } from '../setup.ts';

const MOST_INCLUDES = 20;

/** A text where one of the files cannot be read. */
export function settingsOf(setup: Setup): Setting[] | string {
  const path = setup.main ? undefined : configPath(setup, /\.conf$/);
  const source = setup.main ?? (path ? named(setup, path.text) : undefined);
  if (typeof source === 'string') return source;
  const fromFile: Setting[] = [];
  const problem = source ? include(setup, readSettings(source, SPACED), fromFile) : undefined;
  if (problem !== undefined) return problem;
  return [...fromFile, ...fromEnvironment(setup), ...fromWords(setup)];
}

function include(setup: Setup, settings: readonly Setting[], into: Setting[]): string | undefined {
  for (const setting of settings) {
    if (into.filter(({ name }) => name === 'include').length > MOST_INCLUDES) {
      return 'Its files include one another without end.';
    }
    into.push({ ...setting, name: setting.name.toLowerCase() });
    if (setting.name.toLowerCase() !== 'include') continue;
    const source = setup.files.read(unquoted(setting.text));
    if (typeof source === 'string') return source;
    const problem = source && include(setup, readSettings(source, SPACED), into);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Words of Bitnami's and Redis Stack's images, and of Dragonfly. */
function fromEnvironment(setup: Setup): Setting[] {
  const password = secret(
    setup,
    'REDIS_PASSWORD',
    'VALKEY_PASSWORD',
    'DFLY_requirepass',
    'KEYDB_PASSWORD',
  );
  // The official image knows none of these; the command line has to take them up.
  const isRead = /bitnami|bitnamilegacy|dragonfly|rapidfort|stack/.test(setup.image ?? '');
  const all: Setting[] = password && isRead ? [{ ...password, name: 'requirepass' }] : [];
  const words = variable(setup, 'REDIS_ARGS');
  if (words && /stack/.test(setup.image ?? '')) {
    all.push(...pairs(shellWords(words.text).map((text) => ({ ...words, text }))));
  }
  return all;
}

function fromWords({ words }: Setup): Setting[] {
  return pairs(words);
}

function pairs(words: readonly Setting[]): Setting[] {
  const found: Setting[] = [];
  for (const word of words) {
    const option = /^--([a-z][\w-]*)(?:=(.*))?$/s.exec(word.text);
    if (option) {
      found.push({
        ...word,
        name: (option[1] ?? '').replaceAll('_', '-').toLowerCase(),
        text: option[2] ?? '',
      });
      continue;
    }
    const open = found.at(-1);
    if (!open) continue;
    found[found.length - 1] = {
      ...open,
      text: `${open.text} ${word.text}`.trim(),
      known: open.known && word.known,
    };
  }
  return found;
}
