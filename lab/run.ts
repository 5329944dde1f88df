import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { findProgram } from './programs.ts';
import { LabError } from './product.ts';

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeout?: number;
}

/** Runs a program to its end; an exit code other than 0 is an error that carries what it said. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    timeout: options.timeout ?? 120_000,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  const complained: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => said.push(part));
  child.stderr.on('data', (part: Buffer) => complained.push(part));
  // A program that ends without reading its input is no fault of ours.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return Buffer.concat(said).toString();
  const output = Buffer.concat([...said, ...complained])
    .toString()
    .trim()
    .slice(-1500);
  throw new LabError(`${argv.join(' ')} ended with ${code}: ${output}`);
}

export const isRoot = process.getuid?.() === 0;

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Whom servers run as: nobody where we are root, else ourselves. */
export function serverAccount(): Account | undefined {
  if (!isRoot) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid = '65534', gid = '65534'] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

export async function giveToServer(path: string): Promise<void> {
  const account = serverAccount();
  if (account) await chown(path, account.uid, account.gid);
}

export interface Standing {
  readonly netns?: string | undefined;
  readonly asRoot?: boolean | undefined;
  /** The signal that reaches the server should this process die without a word. */
  readonly deathSignal?: NodeJS.Signals;
}

/** Wraps a command so that it runs as the server's user, where asked in a namespace. */
export function asServer(argv: readonly string[], standing: Standing = {}): string[] {
  const [program = '', ...rest] = argv;
  const path = findProgram(program) ?? program;
  return [...inNamespace(standing.netns), ...asUser(standing), path, ...rest];
}

export function inNamespace(netns: string | undefined): string[] {
  return netns === undefined ? [] : ['nsenter', `--net=${namespaceFile(netns)}`];
}

function namespaceFile(netns: string): string {
  return netns.includes('/') ? netns : `/run/netns/${netns}`;
}

/** A web server's own port is one that only root may use; this much of root is kept. */
const LOW_PORTS = [
  '--clear-groups',
  '--inh-caps=+net_bind_service',
  '--ambient-caps=+net_bind_service',
];

function asUser({ asRoot, deathSignal }: Standing): string[] {
  const account = asRoot ? undefined : serverAccount();
  if (!findProgram('setpriv')) return [];
  const words = [
    ...(account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, ...LOW_PORTS] : []),
    ...(deathSignal ? ['--pdeathsig', deathSignal.replace(/^SIG/, '')] : []),
  ];
  return words.length === 0 ? [] : ['setpriv', ...words];
}
