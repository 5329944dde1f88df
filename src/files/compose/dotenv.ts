/** `.env` and `env_file`: one `NAME=value` a line. https://docs.docker.com/reference/compose-file/services/#env_file-format */
import type { Source } from '../text/source.ts';
import { linesOf, type Setting, unquoted } from '../text/settings.ts';
import { interpolate } from './interpolate.ts';

export function readDotenv(source: Source): Map<string, Setting> {
  const found = new Map<string, Setting>();
  for (const { words, at, until } of linesOf(source)) {
    const [, name = '', raw] = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/.exec(words) ?? [];
    if (raw === undefined || words.startsWith('#')) continue;
    const isQuoted = /^["']/.test(raw);
    const bare = isQuoted
      ? unquoted(raw.replace(/^(["'])(.*?)\1\s+#.*$/, '$1$2$1'))
      : raw.replace(/\s+#.*$/, '');
    const filled = raw.startsWith("'") ? { text: bare, known: true } : interpolate(bare, found);
    found.set(name, { name, at, until, ...filled });
  }
  return found;
}
