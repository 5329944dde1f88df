/** Runs a program on this host to its end, for whoever has a reason to: what it says is bounded. */
import { spawn } from 'node:child_process';
import { AskError } from '../../incident/ask/asker.ts';

const MOST_OUTPUT = 64 * 1024 * 1024;

export async function runHere(argv: readonly string[], input = ''): Promise<string> {
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_OUTPUT) chunks.push(chunk);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', () => reject(new AskError(`${program} is not on this host`)));
    child.once('close', resolve);
  });
  if (code !== 0) throw new AskError(`${program} ended with ${code}`);
  return Buffer.concat(chunks).toString('utf8');
}
