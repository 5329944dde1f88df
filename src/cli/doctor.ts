/** `nightlatch doctor`: what would keep `serve` from its work, each with its mend. It changes nothing. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reach } from '../egress/reach.ts';
import { UsageError } from '../model/errors.ts';
import type { Config } from '../model/config.ts';
import { ServerConfig, type SignInConfig } from '../model/server-config.ts';
import type { Receiver } from '../model/watch-config.ts';
import { planListening } from '../server/listen.ts';
import { probeStore } from '../store/probe.ts';
import type { Where } from '../store/store.ts';
import { secretOf, urlOf } from '../watch/alerts/deliver.ts';
import { loadConfig } from './config-file.ts';
import { EXIT } from './exit.ts';
import { print } from './outputs.ts';
import { providerOf } from './sign-in.ts';
import { whereOf } from './store-place.ts';

export interface DoctorOptions {
  readonly config: string;
  readonly data?: string;
}

type State = 'ok' | 'warn' | 'bad';

interface Told {
  readonly what: string;
  readonly state: State;
  readonly says: string;
}

const OTHERS_WRITE = 0o022;
const OTHERS_READ = 0o077;
/** Connections in flight, the store's files and the page's callers. */
const ENOUGH_FILES = 4096;
const TIME_SYNCED = '/run/systemd/timesync/synchronized';

export async function doctor({ config: file, data }: DoctorOptions): Promise<number> {
  const told: Told[] = [];
  const config = await loadConfig(file);
  told.push(configFile(file), listening(config));
  told.push(...(await store(whereOf(data))));
  told.push(clock(), ...limits());
  for (const receiver of config.receivers) told.push(await receiving(receiver));
  const signIn = config.server?.sign_in;
  if (signIn) told.push(await signing(signIn, dirname(file)));
  for (const { what, state, says } of told)
    await print(`${state.padEnd(5)}${what.padEnd(22)} ${says}\n`);
  return told.some(({ state }) => state === 'bad') ? EXIT.findings : EXIT.clean;
}

function tell(what: string, state: State, says: string): Told {
  return { what, state, says };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function configFile(file: string): Told {
  const { mode } = statSync(file);
  return (mode & OTHERS_WRITE) === 0
    ? tell('configuration', 'ok', 'it can be read, and nobody else can write it')
    : tell('configuration', 'bad', `others may write it: chmod go-w ${file}`);
}

function listening({ server }: Config): Told {
  try {
    const { address, port } = planListening(server ?? ServerConfig.parse({}), undefined);
    return tell('page', 'ok', `it will listen on ${address}, port ${port}`);
  } catch (error) {
    if (error instanceof UsageError) return tell('page', 'bad', error.message);
    throw error;
  }
}

async function store(where: Where): Promise<Told[]> {
  try {
    const state = await probeStore(where);
    if (!state) return [tell('store', 'ok', 'there is none yet; serve makes it')];
    if (state.newer) return [tell('store', 'bad', 'a newer Nightlatch wrote it: upgrade this one')];
    if (state.integrity !== 'ok')
      return [tell('store', 'bad', 'its file is damaged: restore a backup')];
    const schema =
      state.pending === 0
        ? tell('store', 'ok', 'it opens, and its schema is that of this version')
        : tell('store', 'warn', 'serve will bring its schema up to date: make a backup first');
    return [schema, ...('folder' in where ? [folder(where.folder)] : [])];
  } catch (error) {
    return [tell('store', 'bad', `it cannot be opened (${wordsOf(error)})`)];
  }
}

function folder(path: string): Told {
  const { mode, uid } = statSync(path);
  if ((mode & OTHERS_READ) !== 0)
    return tell('folder of the store', 'bad', `others may look into it: chmod 700 ${path}`);
  return uid === process.getuid?.()
    ? tell('folder of the store', 'ok', 'it is ours alone')
    : tell('folder of the store', 'warn', 'it belongs to another user than the one who asks');
}

function clock(): Told {
  return existsSync(TIME_SYNCED)
    ? tell('clock', 'ok', 'the system says that it is synchronised')
    : tell('clock', 'warn', 'nobody here says that it is synchronised: times may be wrong');
}

/** https://man7.org/linux/man-pages/man5/proc_pid_limits.5.html */
function limits(): Told[] {
  const text = existsSync('/proc/self/limits') ? readFileSync('/proc/self/limits', 'utf8') : '';
  const soft = (name: string): number | undefined => {
    const found = new RegExp(`^${name}\\s+(\\w+)`, 'm').exec(text)?.[1];
    if (found === undefined) return undefined;
    return found === 'unlimited' ? Number.POSITIVE_INFINITY : Number(found);
  };
  const files = soft('Max open files');
  const core = soft('Max core file size');
  return [
    files === undefined || files >= ENOUGH_FILES
      ? tell('open files', 'ok', 'enough')
      : tell('open files', 'warn', `${files} slow it down: LimitNOFILE=65536`),
    core === undefined || core === 0
      ? tell('core dumps', 'ok', 'off')
      : tell('core dumps', 'warn', 'a crash would write memory to disk: LimitCORE=0'),
  ];
}

async function signing(config: SignInConfig, beside: string): Promise<Told> {
  const what = 'sign-in';
  try {
    // It is asked for its description of itself, which anybody may read.
    await (await providerOf(config, beside)).begin('https://nightlatch.invalid/');
    return tell(what, 'ok', 'the provider says who it is');
  } catch (error) {
    return tell(what, 'bad', wordsOf(error));
  }
}

async function receiving(receiver: Receiver): Promise<Told> {
  const what = `receiver ${receiver.name}`;
  try {
    const url = urlOf(receiver, process.env);
    secretOf(receiver, process.env);
    const { ca_file } = receiver;
    const ca = ca_file === undefined ? undefined : await readFile(ca_file, 'utf8');
    await reach(url, { allowPrivate: receiver.allow_private, ...(ca !== undefined && { ca }) });
    return tell(what, 'ok', 'it can be reached; nothing was sent');
  } catch (error) {
    return tell(what, 'bad', wordsOf(error));
  }
}
