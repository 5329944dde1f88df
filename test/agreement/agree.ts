/** What `check` says of files, and what `audit` says of the servers that were started from them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { certificate } from '../../lab/certificates.ts';
import { makeNetwork, type Network } from '../../lab/namespace.ts';
import { asServer, giveToServer, run } from '../../lab/run.ts';
import { readFiles } from '../../src/files/index.ts';
import type { Observation } from '../../src/model/observation.ts';
import { RunDocument } from '../../src/model/run.ts';
import { nightlatch } from '../run-cli.ts';
import type { Settings } from './settings.ts';

const PATIENCE = 60_000;
const MOST_TRIES = 400;
const PAUSE = 100;

/** One after the other in one network: what `check` says of the files, and `audit` of the server. */
export function agree(all: readonly Settings[]): void {
  let network: Network;
  beforeAll(async () => {
    network = await makeNetwork();
  });
  afterAll(async () => {
    await network[Symbol.asyncDispose]();
  });

  it.each(all.map((each) => [`${each.product}: ${each.name}`, each] as const))(
    'agree on %s',
    async (_name, each) => {
      await using server = await started(each, network);
      await server.answers();
      const seen = await auditFrom(network, each.port);
      const written = checkOf(server.folder, each.port);
      expect({ written: written.access, seen: seen.access }).toEqual({
        written: each.access,
        seen: each.access,
      });
      if (written.required !== undefined && seen.required !== undefined)
        expect(written.required).toBe(seen.required);
    },
    PATIENCE,
  );
}

interface Told {
  readonly access: string;
  readonly product: string | null;
  readonly required: boolean | undefined;
}

function told(observations: readonly Observation[], port: number): Told {
  const found = observations.find(({ endpoint }) => endpoint.port === port);
  const isOutside =
    found && !(found.source === 'file' && found.endpoint.address.startsWith('127.'));
  if (!isOutside) return { access: 'unreachable', product: null, required: undefined };
  return {
    access: found.access,
    product: found.product,
    required: found.tls?.required ?? undefined,
  };
}

async function auditFrom(network: Network, port: number): Promise<Told> {
  const target = `${network.server.address}:${port}`;
  const words = ['audit', target, '--i-own', '203.0.113.0/24', '--accounts', 'empty'];
  const { out, err } = await nightlatch([...words, '--format', 'json'], {
    netns: network.client.netns,
  });
  if (out === '') throw new Error(err);
  return told(RunDocument.parse(JSON.parse(out)).observations, port);
}

function checkOf(folder: string, port: number): Told {
  return told(readFiles([folder], folder, new Date()).observations, port);
}

interface Started extends AsyncDisposable {
  readonly folder: string;
  answers(): Promise<void>;
}

async function started(
  { files, argv, before = [], after = [], port }: Settings,
  network: Network,
): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'nightlatch-agreement-'));
  const { cert, key, ca } = await certificate('good');
  const data = `${folder}-data`;
  const fill = (text: string): string =>
    text
      .replaceAll('{folder}', folder)
      .replaceAll('{data}', data)
      .replaceAll('{cert}', cert)
      .replaceAll('{key}', key)
      .replaceAll('{ca}', ca);
  const made = [folder, data, join(data, 'tmp'), join(data, 'schemas')];
  for (const each of made) {
    await mkdir(each, { recursive: true });
    await giveToServer(each);
  }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), fill(text));
    await giveToServer(join(folder, name));
  }
  for (const words of before) await run(asServer(words.map(fill)), { cwd: folder });
  const [program = '', ...rest] = asServer(argv.map(fill), {
    netns: network.server.netns,
    deathSignal: 'SIGKILL',
  });
  const child = spawn(program, rest, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said = `${said}${part.toString()}`.slice(-2000)));
  return {
    folder,
    async answers() {
      const dial = ['bash', '-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`];
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const isThere = await network.exec('server', dial).then(
          () => true,
          () => false,
        );
        if (isThere) {
          for (const words of after) await network.exec('server', words.map(fill));
          return;
        }
        if (child.exitCode !== null) throw new Error(`it ended: ${said}`);
        await sleep(PAUSE);
      }
      throw new Error(`it did not answer: ${said}`);
    },
    async [Symbol.asyncDispose]() {
      await stop(child);
      for (const each of [folder, data]) await rm(each, { recursive: true, force: true });
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  // It leads a group of its own, so that nobody else is hit; PostgreSQL ends its children itself.
  process.kill(-child.pid, 'SIGINT');
  await Promise.race([gone, sleep(2000)]);
  // Those that it started beside itself may have kept on.
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
  await gone;
}
