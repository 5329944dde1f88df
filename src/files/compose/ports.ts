/** `ports:` in its short and long forms. https://docs.docker.com/reference/compose-file/services/#ports */
import { items, text, textAt, type Value } from '../text/value.ts';
import type { Place } from '../../model/observation.ts';

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
}

const HOST = /^(\[[^\]]*\]|\d+(?:\.\d+){3}|localhost|::):/;
const SHORT = /^(?:(\d+)(?:-(\d+))?:|:)?(\d+)(?:-(\d+))?(?:\/(\w+))?$/;
/** More ports than a service has are a mistake, or made to be slow. */
const WIDEST = 2000;

export function publishedPorts(
  value: Value | undefined,
  fill: (text: string) => string,
): Published[] {
  return items(value).flatMap((item) =>
    item.kind === 'map' ? long(item, fill) : short(item, fill),
  );
}

function short(item: Value, fill: (text: string) => string): Published[] {
  const words = fill(text(item) ?? '').trim();
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
  };
  const first = Number(low);
  const found: Published[] = [];
  for (let target = first; target <= Math.min(Number(high), first + WIDEST); target += 1) {
    // A range before one port means any of the range; the first is told.
    const step = to === undefined ? 0 : target - first;
    const published = from === undefined ? undefined : Number(from) + step;
    found.push({ ...common, published, target });
  }
  return found;
}

function long(item: Value, fill: (text: string) => string): Published[] {
  const word = (name: string): string | undefined => {
    const found = textAt(item, name);
    return found === undefined ? undefined : fill(found);
  };
  const target = Number(word('target'));
  if (!Number.isInteger(target) || (word('protocol') ?? 'tcp') !== 'tcp') return [];
  const published = word('published');
  const host = word('host_ip') ?? '';
  const [low] = (published ?? '').split('-');
  return [
    {
      host,
      published: low === '' ? undefined : Number(low),
      target,
      isIngress: word('mode') === 'ingress',
      at: item.at,
      safe: 'host_ip: 127.0.0.1',
    },
  ];
}
