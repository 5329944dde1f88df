/** Where this machine's user keeps what Nightlatch remembers: https://specifications.freedesktop.org/basedir-spec/latest/ */
import { homedir } from 'node:os';
import { join } from 'node:path';

export function stateFolder(): string {
  const { XDG_STATE_HOME } = process.env;
  return join(XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'nightlatch');
}
