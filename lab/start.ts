import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { certificate } from './certificates.ts';
import { dial } from './dial.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from './folders.ts';
import { type Place, choosePlace } from './place.ts';
import {
  type LabServer,
  type Launch,
  type Product,
  type Site,
  type StartOptions,
  LabError,
} from './product.ts';
import { asServer, giveToServer, run } from './run.ts';

const PATIENCE = 30_000;
const GRACE = 3_000;

type StartAny = (product: string, state: string, options: StartOptions) => Promise<LabServer>;

/** Servers that still run, for the moment when this process ends. */
const running = new Map<number, NodeJS.Signals>();

process.on('exit', () => {
  for (const [pid, signal] of running) signalGroup(pid, signal);
});

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    // Servers are leaders of their own process group, so that this hits nobody else.
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}

/** PostgreSQL killed outright leaves its shared memory behind; it gets the signal it prefers. */
function lastSignal({ stopSignal }: Product): NodeJS.Signals {
  return stopSignal ?? 'SIGKILL';
}

interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<void>;
  hasEnded(): boolean;
}

function spawnServer(product: Product, launch: Launch, folder: string, netns?: string): Running {
  const [program = '', ...rest] = asServer(launch.argv, {
    netns,
    asRoot: launch.asRoot,
    deathSignal: lastSignal(product),
  });
  const log = openSync(join(folder, 'server.log'), 'a');
  const child = spawn(program, rest, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      TMPDIR: folder,
      LANG: 'C.UTF-8',
      ...launch.env,
    },
  });
  closeSync(log);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const finish = (): void => {
      over = true;
      resolve();
    };
    child.once('exit', finish);
    child.once('error', finish);
  });
  if (child.pid === undefined) throw new LabError(`${program} could not be started`);
  running.set(child.pid, lastSignal(product));
  return { child, pid: child.pid, ended, hasEnded: () => over };
}

async function end({ child, pid, ended }: Running, product: Product): Promise<void> {
  signalGroup(pid, product.stopSignal ?? 'SIGTERM');
  await Promise.race([ended, sleep(GRACE, undefined, { ref: false })]);
  // Children that outlived the leader are in its group.
  signalGroup(pid, 'SIGKILL');
  await ended;
  child.unref();
  running.delete(pid);
}

async function tail(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-12).join('\n');
}

async function waitUntilReady(product: Product, launch: Launch, server: Running): Promise<void> {
  const deadline = Date.now() + (product.patience ?? PATIENCE);
  let last = 'no error';
  for (let pause = 10; Date.now() < deadline; pause = Math.min(pause * 1.5, 250)) {
    if (server.hasEnded()) throw new LabError('it ended by itself');
    // Each question waits for the one before it.
    try {
      if (await launch.ready()) return;
    } catch (error) {
      last = error instanceof Error ? error.message : 'something thrown';
    }
    await sleep(pause);
  }
  throw new LabError(`it did not answer in time (${last})`);
}

function makeSite(
  { folder, place, others }: { folder: string; place: Place; others: LabServer[] },
  state: string,
  options: StartOptions,
  startAny: StartAny,
): Site {
  const { netns } = options;
  return {
    state,
    folder,
    address: place.address,
    settings: options.settings ?? {},
    port: (name) => place.port(name),
    async write(name, text) {
      const path = join(folder, name);
      await writeFile(path, text, { mode: 0o600 });
      await giveToServer(path);
      return path;
    },
    async makeFolder(name) {
      const path = join(folder, name);
      await mkdir(path, { recursive: true });
      await giveToServer(path);
      return path;
    },
    certificate: async (kind) => await certificate(kind, place.address),
    dial: (name) => dial(place.address, place.port(name), netns),
    run: async (argv, input = '') => await run(asServer(argv, { netns }), { cwd: folder, input }),
    async startOther(otherProduct, otherState) {
      const other = await startAny(otherProduct, otherState, {
        address: place.address,
        ...(netns !== undefined && { netns }),
      });
      others.push(other);
      return other;
    },
  };
}

/** Starts one server and waits until it answers; what was begun is undone when that fails. */
export async function start(
  product: Product,
  state: string,
  options: StartOptions,
  startAny: StartAny,
): Promise<LabServer> {
  const place = await choosePlace(product, state, options);
  const folder = await makeTemporaryFolder(product.id);
  const others: LabServer[] = [];
  let server: Running | undefined;
  const stop = once(async () => {
    if (server) await end(server, product);
    await Promise.all(others.map(async (other) => await other.stop()));
    await removeTemporaryFolder(folder);
    place.release();
  });
  try {
    const site = makeSite({ folder, place, others }, state, options, startAny);
    const launch = await product.launch(site);
    server = spawnServer(product, launch, folder, options.netns);
    await waitUntilReady(product, launch, server);
    await launch.seed?.();
    const restart = async (ready = async () => await launch.ready()): Promise<void> => {
      if (server) await end(server, product);
      server = spawnServer(product, launch, folder, options.netns);
      await waitUntilReady(product, { ...launch, ready }, server);
    };
    return {
      product: product.id,
      state,
      address: place.address,
      port: place.port(place.main),
      ports: place.ports(),
      get pid() {
        return server?.pid ?? 0;
      },
      folder,
      stop,
      restart,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    const said = await tail(folder);
    await stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new LabError(`${product.id} (${state}): ${reason}${said ? `\n${said}` : ''}`, {
      cause: error,
    });
  }
}

/** Twice would be once too often: by then the process id may be somebody else's. */
function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return async () => {
    done ??= action();
    await done;
  };
}
