/** `--openapi FILE`: the description of an API that the operator hands over, as JSON or YAML. */
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { UsageError } from '../model/errors.ts';
import { untrusted } from '../model/untrusted.ts';
import { isDescription } from '../services/web/openapi/description.ts';

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_ALIASES = 100;

export async function loadDescription(path: string): Promise<unknown> {
  const file = untrusted(path);
  const value = valueIn(await textIn(path, file), file);
  if (isDescription(value)) return value;
  throw new UsageError(`${file}: it is no OpenAPI 3 or Swagger 2 document with paths`);
}

async function textIn(path: string, file: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    if (bytes.length <= MOST_BYTES) return bytes.toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new UsageError(`${file} cannot be read (${code}): check its path`);
  }
  throw new UsageError(`${file} is larger than 16 MB`);
}

/** JSON is YAML too, but ten times faster to read as what it is. */
function valueIn(text: string, file: string): unknown {
  try {
    if (/^\s*\{/.test(text)) return JSON.parse(text) as unknown;
    const document = parseDocument(text, { prettyErrors: false });
    const [error] = document.errors;
    if (error === undefined) return document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
    throw error;
  } catch (error) {
    const what = error instanceof Error ? untrusted(error.message) : 'error';
    throw new UsageError(`${file} is neither JSON nor YAML: ${what}`);
  }
}
