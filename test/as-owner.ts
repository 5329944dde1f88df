/** An owner's own program, which fills a server of the lab. What it says comes back; a failure throws. */
import { execFileSync } from 'node:child_process';

export function asOwner(argv: readonly string[], input = ''): string {
  const [program = '', ...words] = argv;
  return execFileSync(program, words, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
}
