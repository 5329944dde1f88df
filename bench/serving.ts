/** `nightlatch serve` and a receiver beside it, as a bench starts them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { say } from './figure.ts';
import { pause } from './pause.ts';
import { ROOT } from './nightlatch.ts';
import type { Place } from './place.ts';

export interface Item {
  readonly kind: string;
  readonly asset: string;
  readonly finding: string;
}

export interface Arrival {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message: {
    readonly id: string;
    readonly summary: string;
    readonly items: readonly Item[];
    readonly more: number;
  };
}

export interface Hook extends AsyncDisposable {
  readonly port: number;
  readonly arrivals: readonly Arrival[];
}

export async function startHook({ prefix }: Place): Promise<Hook> {
  const script = fileURLToPath(new URL('./webhook.js', import.meta.url));
  const child = start([...prefix, process.execPath, script], {});
  child.stderr?.pipe(process.stderr);
  const arrivals: Arrival[] = [];
  if (!child.stdout) throw new Error('it has an output');
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise<number>((resolve) => {
    lines.on('line', (line) => {
      if (/^\d+$/.test(line)) resolve(Number(line));
      else arrivals.push(JSON.parse(line) as Arrival);
    });
  });
  return { port, arrivals, [Symbol.asyncDispose]: () => end(child, 'SIGTERM') };
}

export interface ServePlan {
  readonly place: Place;
  readonly folder: string;
  readonly hook: number;
  /** Lines of `watch:`. */
  readonly watch: readonly string[];
  /** Instead of a folder. */
  readonly url?: string;
  /** Further lines of the configuration. */
  readonly more?: readonly string[];
}

export interface Serving {
  readonly child: ChildProcess;
  /** Where its page is, once it watches. */
  readonly watching: Promise<string>;
}

export function startServe({ place, folder, hook, watch, url, more = [] }: ServePlan): Serving {
  const file = join(folder, 'nightlatch.yaml');
  const lines = [
    'vantage: internet',
    'rate: 100000',
    'per_host: 256',
    ...more,
    'watch:',
    ...watch.map((line) => `  - ${line}`),
    'receivers:',
    `  - {name: hook, kind: webhook, url: 'http://127.0.0.1:${hook}/', allow_private: true}`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const program = join(ROOT, 'bin', 'nightlatch.js');
  const words = ['serve', '--config', file, '--listen', '127.0.0.1:0'];
  const store = url === undefined ? ['--data', join(folder, 'data')] : [];
  const child = start([...place.prefix, process.execPath, program, ...words, ...store], {
    XDG_STATE_HOME: folder,
    ...(url !== undefined && { DATABASE_URL: url }),
  });
  return { child, watching: watchingOf(child) };
}

/** Reads what it says: its address, and that it watches; what went wrong is handed on. The rest is dropped. */
async function watchingOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('it says what it does');
  let page = '';
  return new Promise((resolve) => {
    createInterface({ input: stderr }).on('line', (line) => {
      page = /^Its page: (?<url>\S+)/.exec(line)?.groups?.['url'] ?? page;
      if (line.includes('"message":"Watching ')) resolve(page);
      if (line.includes('"level":"error"')) say(`  serve: ${line}`);
    });
  });
}

export function start(
  [program = '', ...rest]: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcess {
  return spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.kill(signal);
  await gone;
}

/** Asks again until it is so; rejects after a while, so that a bench never hangs. */
export async function until<T>(
  what: string,
  seconds: number,
  ask: () => T | undefined,
): Promise<T> {
  for (const stop = Date.now() + seconds * 1000; Date.now() < stop;) {
    const found = ask();
    if (found !== undefined) return found;
    await pause(20);
  }
  throw new Error(`${what} did not come in ${seconds} s`);
}
