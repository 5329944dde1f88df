/** `nightlatch init`: a commented configuration to begin with. */
import { existsSync } from 'node:fs';
import { UsageError } from '../model/errors.ts';
import { INIT_TEMPLATE } from './init-template.ts';
import { openPrivateFile } from './private-file.ts';
import { say } from './terminal.ts';

export function init(file: string, force: boolean): void {
  if (existsSync(file) && !force)
    throw new UsageError(`${file} is there already: --force replaces it`);
  const written = openPrivateFile(file);
  written.write(INIT_TEMPLATE);
  written.finish();
  say(`${file} is written. Say in it what is yours, then: nightlatch audit --config ${file}`);
}
