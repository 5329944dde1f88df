/** What a product's own reader is handed: one server, as its files would start it. */
import type { Access, Control } from '../../model/access.ts';
import type { AuthMethod, FileFact, Place, Tls, Topic } from '../../model/observation.ts';
import type { Setting } from '../text/settings.ts';
import type { Source } from '../text/source.ts';

/** The files that the server would see: of a container its mounts, of a configuration on its own what lies beside it. */
export interface FileView {
  /** `undefined`: the image's own file stays as it is. A string: it is replaced, and cannot be read for that reason. */
  read(path: string): Source | string | undefined;
  /** Files of a folder, in the order of their names. */
  list(folder: string): readonly Source[];
  /** Whether a mount lies over this path of the image. */
  isReplaced(path: string): boolean;
}

export interface Setup {
  /** The image's repository without registry and tag, in lower case; `null`: a configuration without an image. */
  readonly image: string | null;
  /** As the tag has it: `7.4.1`. `null` where no tag says. */
  readonly version: string | null;
  readonly env: ReadonlyMap<string, Setting>;
  /** The command line, the program first where it is given. */
  readonly words: readonly Setting[];
  readonly files: FileView;
  /** The configuration itself, where there is no image. */
  readonly main?: Source;
  /** The line that stands for all that is left out. */
  readonly at: Place;
}

/** One port that the server would open, and what would happen there. */
export interface Listener {
  readonly port: number;
  readonly protocol: string;
  /** Addresses that it binds, as they stand; `0.0.0.0` for all. */
  readonly binds: readonly string[];
  readonly access: Access;
  readonly grants: Control | null;
  readonly reason: string;
  readonly auth: readonly AuthMethod[];
  readonly tls: Tls | null;
  readonly facts: readonly FileFact[];
  /** It rests on what nobody wrote: where a part of the settings is not known, neither is the verdict. */
  readonly byAbsence: boolean;
  /** Of a proxy: the store behind it, and where that is. */
  readonly product?: string;
  readonly behind?: { readonly host: string; readonly port: number | undefined };
}

export interface ProductFiles {
  readonly id: string;
  /** Of the image's repository. */
  readonly images: RegExp;
  /** Of the program's name in a command line. */
  readonly programs: RegExp;
  /** Whether a file of the tree is this product's main configuration. */
  readonly owns?: (source: Source, name: string) => boolean;
  readonly read: (setup: Setup) => readonly Listener[];
  /** `mariadb` of `mysql`: what the image or the program says more precisely. */
  readonly idOf?: (setup: Setup) => string;
}

type Part = Pick<Listener, 'port' | 'protocol' | 'access' | 'reason'> & Partial<Listener>;

export const ANYWHERE: readonly string[] = ['0.0.0.0'];

export function listener(part: Part): Listener {
  return {
    binds: ANYWHERE,
    grants: null,
    auth: [],
    tls: NO_TLS,
    facts: [],
    byAbsence: false,
    ...part,
  };
}

function tls(offered: boolean, required: boolean, clientCertificate?: boolean): Tls {
  const how = clientCertificate === undefined ? {} : { clientCertificate };
  return { offered, required, versions: [], certificate: null, ...how };
}

export const NO_TLS: Tls = tls(false, false);
export const TLS_OFFERED: Tls = tls(true, false);
export const TLS_REQUIRED: Tls = tls(true, true);
export const TLS_CLIENT_CERTIFICATE: Tls = tls(true, true, true);

/** What to write: `write` in place of the setting, or `add` as a line after it. */
export interface Mend {
  readonly write?: string;
  readonly add?: string;
}

export function fact(
  about: Topic,
  where: Setting | Place,
  says: string,
  mend: Mend = {},
): FileFact {
  const { file, line, column } = 'at' in where ? where.at : where;
  const until = 'at' in where && where.until !== undefined ? { until: where.until } : {};
  return { about, says, file, line, column, ...until, ...mend };
}

/** The first of these variables that is set to something. */
export function variable(setup: Setup, ...names: readonly string[]): Setting | undefined {
  for (const name of names) {
    const found = setup.env.get(name);
    if (found && (found.text !== '' || !found.known)) return found;
  }
  return undefined;
}

/** A secret by value or by file: `NAME` or `NAME_FILE`. */
export function secret(setup: Setup, ...names: readonly string[]): Setting | undefined {
  return variable(setup, ...names.flatMap((name) => [name, `${name}_FILE`]));
}

/** `--name value` or `--name=value`; the last one wins. A flag without a value is its own text. */
export function flag(setup: Setup, ...names: readonly string[]): Setting | undefined {
  const { words } = setup;
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const word = words[at];
    if (!word) continue;
    const [name = '', ...rest] = word.text.split('=');
    if (!names.includes(name)) continue;
    if (rest.length > 0) return { ...word, text: rest.join('=') };
    const next = words[at + 1];
    return next && !/^-{1,2}[a-z]/i.test(next.text) ? next : { ...word, text: '' };
  }
  return undefined;
}

/** The word of the command line that ends like a configuration file, or stands behind one of these flags. */
export function configPath(setup: Setup, suffix: RegExp, ...flags: readonly string[]) {
  return flag(setup, ...flags) ?? setup.words.slice(1).find(({ text }) => suffix.test(text));
}

const LOOPBACK = /^(?:127\.|::1$|localhost$|\[::1\]$|\/)/;

export function isLoopback(address: string): boolean {
  return LOOPBACK.test(address);
}

export function portOf(text: string | undefined, usual: number): number {
  const port = Number(text);
  return text !== undefined && /^\d{1,5}$/.test(text) && port <= 65_535 ? port : usual;
}

/** Not older than; what no tag says counts as the newest. */
export function isAtLeast(setup: Setup, least: number, minor = 0): boolean {
  const found = /^(\d+)(?:\.(\d+))?/.exec(setup.version ?? '');
  if (!found) return true;
  const [, first, second] = found;
  return Number(first) > least || (Number(first) === least && Number(second ?? Infinity) >= minor);
}

export function unreadable(port: number, protocol: string, why: string): Listener {
  return listener({ port, protocol, access: 'unknown', reason: why, tls: null });
}

/** The line that makes it listen beyond loopback, where one does. */
export function wideFacts(
  setting: Setting | undefined,
  binds: readonly string[],
  mend: Mend = {},
  says = 'It listens beyond loopback.',
): FileFact[] {
  if (!setting || binds.every((address) => isLoopback(address))) return [];
  return [fact('network', setting, says, mend)];
}

/** Which certificates a TLS listener asks for. */
export function tlsOf(isTls: boolean, asksClients = false): Tls {
  if (!isTls) return NO_TLS;
  return asksClients ? TLS_CLIENT_CERTIFICATE : TLS_REQUIRED;
}

/** What is left to tell where the client's certificate is the credential. */
export const BY_CERTIFICATE = {
  access: 'tls-only',
  auth: ['client-certificate'],
  tls: TLS_CLIENT_CERTIFICATE,
  reason: 'It asks each client for a certificate.',
} as const;

/** The first of these paths that a mount replaces. */
export function mounted(setup: Setup, paths: readonly string[]): Source | string | undefined {
  return (
    setup.main ?? paths.map((path) => setup.files.read(path)).find((each) => each !== undefined)
  );
}

/** A file that the command line names: in an image nobody knows it unless it is mounted. */
export function named(setup: Setup, path: string): Source | string | undefined {
  return (
    setup.files.read(path) ??
    (setup.image === null
      ? undefined
      : 'The configuration that the command line names is not among these files.')
  );
}
