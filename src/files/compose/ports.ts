/** `ports:` in its short and long forms. https://docs.docker.com/reference/compose-file/services/#ports */
import { items, text, textAt, type Value } from '../text/value.ts';
import type { FileFact, Place } from '../../model/observation.ts';
import { fact } from '../products/setup.ts';
import type { Filled } from './interpolate.ts';

export interface Published {
  /** Empty: all addresses. */
  readonly host: string;
  /** `undefined`: Docker picks one. */
  readonly published: number | undefined;
  readonly target: number;
  readonly isIngress: boolean;
  readonly at: Place;
  readonly until?: number;
  /** What to write instead, in the form that it was written in. */
  readonly safe: string;
  /** `false` where the address only exists on the machine that starts it. */
  readonly isHostKnown: boolean;
}

/** Before the first colon; nothing at all stands for all addresses. */
const HOST = /^(\[[^\]]*\]|\d+(?:\.\d+){3}|localhost|::|(?=:\d+(?:-\d+)?:)):/;
const SHORT = /^(?:(\d+)(?:-(\d+))?:|:)?(\d+)(?:-(\d+))?(?:\/(\w+))?$/;
/** More ports than a service has are a mistake, or made to be slow. */
const WIDEST = 2000;

export function publishedPorts(
  value: Value | undefined,
  fill: (text: string) => Filled,
): Published[] {
  return items(value).flatMap((item) =>
    item.kind === 'map' ? long(item, fill) : short(item, fill),
  );
}

function short(item: Value, fill: (text: string) => Filled): Published[] {
  const { text: filled, known } = fill(text(item) ?? '');
  const words = filled.trim();
  const host = HOST.exec(words)?.[1];
  const bare = host === undefined ? words : words.slice(host.length + 1);
  const [, from, to, low, high = low, protocol = 'tcp'] = SHORT.exec(bare) ?? [];
  if (low === undefined || protocol.toLowerCase() !== 'tcp') return [];
  const until = item.kind === 'scalar' && item.until !== undefined ? { until: item.until } : {};
  const common = {
    host: (host ?? '').replace(/^\[|\]$/g, ''),
    isIngress: false,
    at: item.at,
    ...until,
    safe: `"127.0.0.1:${bare}"`,
    isHostKnown: known || host !== '',
  };
  const first = Number(low);
  const length = Math.min(Number(high) - first, WIDEST) + 1;
  return Array.from({ length: Math.max(length, 0) }, (_, at) => {
    // A range before one port means any of the range; the first is told.
    const step = to === undefined ? 0 : at;
    const published = from === undefined ? undefined : Number(from) + step;
    return { ...common, published, target: first + at };
  });
}

function long(item: Value, fill: (text: string) => Filled): Published[] {
  const filled = (name: string): Filled | undefined => {
    const found = textAt(item, name);
    return found === undefined ? undefined : fill(found);
  };
  const word = (name: string): string | undefined => filled(name)?.text;
  const target = Number(word('target'));
  if (!Number.isInteger(target) || (word('protocol') ?? 'tcp') !== 'tcp') return [];
  const published = word('published');
  const host = filled('host_ip');
  const [low] = (published ?? '').split('-');
  return [
    {
      host: host?.text ?? '',
      published: low === '' ? undefined : Number(low),
      target,
      isIngress: word('mode') === 'ingress',
      at: item.at,
      safe: 'host_ip: 127.0.0.1',
      isHostKnown: host?.known ?? true,
    },
  ];
}

/** An address that a variable tells where it is started may be loopback. */
export const LATE = {
  access: 'unknown',
  grants: null,
  facts: [],
  reason: 'The address that it is published at is only known where it is started.',
} as const;

export function publishedFact(port: Published): FileFact {
  const { at, until, safe, isIngress } = port;
  const where = { name: '', text: '', known: true, at, ...(until !== undefined && { until }) };
  const says = isIngress
    ? 'Swarm opens this port on every node.'
    : 'Docker opens this port past the host’s own firewall (ufw, firewalld).';
  return fact('network', where, says, until === undefined ? { add: safe } : { write: safe });
}
