/** Asks for what may stand beside a web server's root, and for its neighbour that does not exist. */
import type { Exchange } from '../../model/observation.ts';
import type { Exposure } from '../../model/web.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import { ADMIN_PAGES, FIREBASE, FIREBASE_HOST } from './admin-pages.ts';
import { DEBUG_PAGES, DJANGO } from './debug-pages.ts';
import { FILES } from './files.ts';
import type { Found, Probe } from './probe.ts';

const PROBES: readonly Probe[] = [...FILES, ...DEBUG_PAGES, ...ADMIN_PAGES];

/** A name in the same folder that no server has. */
const beside = (path: string, nonce: string): string => path.replace(/[^/]*$/, nonce);

const sent = [...PROBES, FIREBASE].flatMap(({ paths }) => paths);
export const EXPOSURE_SENDS: readonly string[] = [
  ...new Set(sent.flatMap((path) => [`GET ${path}`, `GET ${beside(path, '{nonce}')}`])),
];

export interface Exposed {
  readonly exposures: Exposure[];
  readonly proof: Exchange[];
  readonly control: Exchange[];
}

/**
 * What is asked first is what the root points to and what is found most: a server that closes each connection lets
 * little more be asked.
 */
export function inOrder(
  root: HttpPage,
  host: string | undefined,
): { first: Probe[]; rest: Probe[] } {
  if (FIREBASE_HOST.test(host ?? '')) return { first: [FIREBASE], rest: [] };
  const isFirst = (probe: Probe): boolean => FILES.includes(probe) || probe.hint?.(root) === true;
  const first = PROBES.filter(isFirst).toSorted((a, b) => Number(hinted(b)) - Number(hinted(a)));
  return { first, rest: PROBES.filter((probe) => !isFirst(probe)) };
}

const hinted = ({ hint }: Probe): boolean => hint !== undefined;

export function askNowhere(nowhere: HttpPage, into: Exposed): void {
  const django = DJANGO.read(nowhere);
  if (django) note(into, DJANGO, '/', django, nowhere);
}

export async function askExposures(
  talk: HttpTalk,
  probes: readonly Probe[],
  into: Exposed,
): Promise<void> {
  for (const probe of probes) await askOne(talk, probe, into);
}

async function askOne(talk: HttpTalk, probe: Probe, into: Exposed): Promise<void> {
  for (const path of probe.paths) {
    const page = await talk.get(path);
    const found = probe.read(page);
    if (!found) continue;
    const other = await talk.get(beside(path, talk.dialogue.nonce()));
    into.control.push({
      asked: `GET ${beside(path, 'a name that does not exist')}`,
      answered: `HTTP ${other.status}`,
    });
    // The same at a name that does not exist is no exposure, whatever it is.
    if (!probe.read(other)) note(into, probe, path, found, page);
    return;
  }
}

function note(into: Exposed, { kind }: Probe, path: string, found: Found, page: HttpPage): void {
  const { state = 'readable', ...rest } = found;
  into.exposures.push({ kind, path, state, ...rest });
  into.proof.push({ asked: `GET ${path}`, answered: `HTTP ${page.status}, ${found.found}` });
}
