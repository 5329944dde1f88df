import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly milliseconds: number;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process once it runs. */
  readonly during?: (child: ChildProcess) => void;
  /** Run it inside this network namespace. */
  readonly netns?: string;
}

/** The built command line, as a user runs it, with a state folder of its own. */
export async function nightlatch(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const state = mkdtempSync(join(tmpdir(), 'nightlatch-state-'));
  const start = performance.now();
  const command = [process.execPath, 'bin/nightlatch.js', ...words];
  const [program = '', ...rest] = options.netns
    ? ['nsenter', `--net=/run/netns/${options.netns}`, ...command]
    : command;
  const child = spawn(program, rest, {
    env: { ...process.env, XDG_STATE_HOME: state, NO_COLOR: '1', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  options.during?.(child);
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', (exit) => resolve(exit));
  });
  rmSync(state, { recursive: true, force: true });
  return {
    code,
    out: Buffer.concat(out).toString('utf8'),
    err: Buffer.concat(err).toString('utf8'),
    milliseconds: performance.now() - start,
  };
}
