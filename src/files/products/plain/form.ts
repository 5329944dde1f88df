/** Products of which a setting or two decide: in the environment, on the command line, or in a file of their own. */
import type { Access, Control } from '../../../model/access.ts';
import type { Flat } from '../../text/flat.ts';
import type { Setting } from '../../text/settings.ts';
import type { Source } from '../../text/source.ts';
import { truth } from '../../text/value.ts';
import {
  ANYWHERE,
  fact,
  flag,
  isLoopback,
  listener,
  type Listener,
  type Mend,
  named,
  portOf,
  type ProductFiles,
  secret,
  type Setup,
  TLS_REQUIRED,
  unreadable,
  variable,
  wideFacts,
} from '../setup.ts';

/** One server with the settings of its own file, if it has one. */
export interface Known extends Setup {
  readonly own: Flat;
}

/** A configuration file of the product. */
export interface OwnFile {
  readonly owns: (source: Source, name: string) => boolean;
  /** Where its image looks for it. */
  readonly paths: readonly string[];
  /** Flags that name it. */
  readonly flags?: readonly string[];
  readonly read: (source: Source) => Flat;
}

export interface Plain {
  readonly id: string;
  readonly images: RegExp;
  readonly programs?: RegExp;
  readonly ports: readonly (readonly [port: number, protocol: string])[];
  readonly file?: OwnFile;
  /** The setting that shuts it. */
  readonly shut?: (known: Known) => Setting | undefined;
  /** The setting that opens it, whatever else is set. */
  readonly opened?: (known: Known) => Setting | undefined;
  /** What holds where neither is written. */
  readonly usual: Access | ((known: Known) => Access);
  /** Why, where that is no more than a missing setting. */
  readonly because?: string;
  readonly grants: Control;
  /** What one gets where `opened` decides, where that is less than the whole. */
  readonly openedGives?: Control;
  readonly mend: Mend;
  /** Whether its own settings put it into TLS. */
  readonly isTls?: (known: Known) => boolean;
  /** The setting of the file that says where it listens: an address, or an address with a port. */
  readonly place?: (known: Known) => Setting | undefined;
  /** Where it listens if nothing is said, outside of its image. */
  readonly alone?: string;
}

export function is(known: Known, name: string, wanted: boolean): Setting | undefined {
  const found = variable(known, name);
  return truth(found?.text) === wanted ? found : undefined;
}

/** Of the variable, which wins, or of the file. */
export function isEither(
  known: Known,
  name: string,
  path: string,
  wanted: boolean,
): Setting | undefined {
  const found = variable(known, name) ?? known.own.get(path);
  return truth(found?.text) === wanted ? found : undefined;
}

/** A secret by variable, or in the file. */
export function secretEither(known: Known, name: string, path: string): Setting | undefined {
  const found = secret(known, name) ?? known.own.get(path);
  return found && (found.text !== '' || !found.known) ? found : undefined;
}

/** A flag without a value, or with one that means yes. */
export function switched(known: Known, ...names: readonly string[]): Setting | undefined {
  const found = flag(known, ...names);
  return found && truth(found.text) !== false ? found : undefined;
}

const OPENED = 'This lets callers in without credentials.';
const ASKS = 'It asks callers for credentials.';
const USUAL = 'Nothing here asks for credentials.';
const PUBLISHED = 'Without a password of your own it starts with the published one.';

function withFile(plain: Plain, setup: Setup): Known | string {
  const { file } = plain;
  if (!file) return { ...setup, own: new Map() };
  const path = flag(setup, ...(file.flags ?? []));
  const source =
    setup.main ??
    (path
      ? named(setup, path.text)
      : file.paths.map((each) => setup.files.read(each)).find((each) => each !== undefined));
  if (typeof source === 'string') return source;
  return { ...setup, own: source ? file.read(source) : new Map() };
}

/** `host`, `host:port` or `:port`. */
function split(text: string): { host: string; port: string | undefined } {
  const [, host = text, port] = /^(.*):(\d+)$/.exec(text) ?? [];
  return { host: host.replace(/^\[|\]$/g, ''), port };
}

function placeOf(plain: Plain, known: Known) {
  const byFlag = flag(known, '--host', '--bind', '--ip');
  const setting = byFlag ?? plain.place?.(known);
  const { host, port } = split(setting?.text ?? '');
  const usual = known.image === null ? (plain.alone ?? '') : '';
  const bind = setting && host !== '' ? host : usual;
  const binds = bind === '' || bind === '::' || bind === '*' ? ANYWHERE : [bind];
  const facts = known.main ? wideFacts(setting, binds) : [];
  return { binds, port: flag(known, '--port')?.text ?? port, facts };
}

type Who = Pick<Listener, 'access' | 'facts' | 'reason'> & Partial<Listener>;

function whoComesIn(plain: Plain, known: Known): Who {
  const opened = plain.opened?.(known);
  if (opened)
    return {
      access: plain.openedGives ? 'partial' : 'open',
      grants: plain.openedGives ?? plain.grants,
      facts: [fact('access', opened, OPENED, { write: '' })],
      reason: OPENED,
    };
  const shut = plain.shut?.(known);
  const usual = typeof plain.usual === 'function' ? plain.usual(known) : plain.usual;
  if (shut || usual === 'protected')
    return {
      access: 'protected',
      facts: shut ? [fact('account', shut, 'This asks callers for credentials.')] : [],
      reason: ASKS,
    };
  const isPublished = usual === 'default-password';
  const reason = plain.because ?? (isPublished ? PUBLISHED : USUAL);
  if (usual === 'unknown') return { access: usual, facts: [], reason, tls: null };
  const about = isPublished ? ('account' as const) : ('access' as const);
  return {
    access: usual,
    grants: plain.grants,
    byAbsence: true,
    facts: [fact(about, known.at, reason, plain.mend)],
    reason,
  };
}

function read(plain: Plain, setup: Setup): Listener[] {
  const known = withFile(plain, setup);
  const [[first, protocol] = [0, 'http']] = plain.ports;
  if (typeof known === 'string') return [unreadable(first, protocol, known)];
  const { binds, port, facts } = placeOf(plain, known);
  const who = whoComesIn(plain, known);
  const tls = plain.isTls?.(known) === true && { tls: TLS_REQUIRED };
  const isWide = !binds.every((address) => isLoopback(address));
  return plain.ports.map(([number, spoken], index) =>
    listener({
      ...tls,
      ...who,
      facts: isWide ? [...who.facts, ...facts] : who.facts,
      binds,
      port: index === 0 ? portOf(port, number) : number,
      protocol: spoken,
    }),
  );
}

export function productFiles(plain: Plain): ProductFiles {
  const { id, images, programs = /^$/, file } = plain;
  return {
    id,
    images,
    programs,
    ...(file && { owns: file.owns }),
    read: (setup) => read(plain, setup),
  };
}
