/** One container, whoever starts it: which product it is, and what that product's reader finds. */
import { suggestionsFor } from '../catalogue/products.ts';
import type { Place } from '../model/observation.ts';
import { imageOf } from './image.ts';
import { byImage, byWords } from './products/index.ts';
import {
  type FileView,
  type Listener,
  listener,
  type ProductFiles,
  type Setup,
} from './products/setup.ts';
import type { Setting } from './text/settings.ts';
import { FileProblem } from './text/source.ts';
import type { Tree } from './tree.ts';

export interface Workload {
  /** As it is written; empty where it is built or not known. */
  readonly image: string;
  readonly at: Place;
  readonly env: ReadonlyMap<string, Setting>;
  readonly words: readonly Setting[];
  readonly files: FileView;
  readonly incomplete: string | undefined;
}

export interface Identified {
  readonly product: string;
  readonly version: string | null;
  readonly listeners: readonly Listener[];
}

/** `undefined` where neither image nor command line tells a product that is known. */
export function identify(workload: Workload, tree: Tree): Identified | undefined {
  const image = imageOf(workload.image);
  const reader = byImage(image.repository) ?? byWords(workload.words.map(({ text }) => text));
  if (!reader) return undefined;
  const setup: Setup = {
    image: image.repository,
    version: image.version,
    env: withTag(workload, image.tag),
    words: startingAt(workload.words, reader),
    files: workload.files,
    at: workload.at,
  };
  const product = reader.idOf?.(setup) ?? reader.id;
  return { product, version: image.version, listeners: listenersOf(reader, setup, tree) };
}

export function listenersOf(reader: ProductFiles, setup: Setup, tree: Tree): readonly Listener[] {
  try {
    return reader.read(setup);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    tree.problem(error, '');
    return [];
  }
}

/** The words of the program itself, without what a shell or a wrapper put before it. */
function startingAt(words: readonly Setting[], { programs }: ProductFiles): readonly Setting[] {
  const at = words.findIndex(({ text }) => programs.test(text.split('/').at(-1) ?? ''));
  return at === -1 ? words : words.slice(at);
}

/** RabbitMQ's tag says whether its page for operators is there. */
function withTag({ env, at }: Workload, tag: string): ReadonlyMap<string, Setting> {
  const setting: Setting = { name: 'NIGHTLATCH_TAG', text: tag, at, known: true };
  return new Map([...env, ['NIGHTLATCH_TAG', setting]]);
}

/** Ports that one product alone is known for; what runs there in an image of your own is likely that product. */
const TELLING = new Set([
  5432, 3306, 6379, 27_017, 9200, 11_211, 2379, 5984, 9042, 5672, 1883, 4222, 9092, 2181, 8123,
  6333, 19_530, 1433, 1521, 7687, 26_257, 28_015, 8086,
]);

/** What a port alone tells: a product that is likely there, and nothing of its settings. */
export function byPort(port: number): { product: string; listener: Listener } | undefined {
  const [first] = TELLING.has(port) ? suggestionsFor(port) : [];
  if (!first) return undefined;
  const reason =
    'Only the port tells what this is; how it is set up stands in an image that is not among these files.';
  return {
    product: first.product,
    listener: listener({ port, protocol: first.family, access: 'unknown', tls: null, reason }),
  };
}
