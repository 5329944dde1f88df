/**
 * What an inventory asks over HTTP: requests whose names stand in places of a template, within the inventory's time and
 * connections. An answer that does not come, or is refused, is nothing to read; what is missing is said in our words.
 */
import type { Row, Sample } from '../../data/sample.ts';
import { type WireFault, WireError } from '../../protocols/line.ts';
import { isQuotable, MISSED, type InventoryTask } from '../inventory.ts';
import { isRefused } from './http-judge.ts';
import { mendedJson } from './http-mended-json.ts';
import { rowOf } from './http-rows.ts';
import type { HttpAsk, HttpPage, HttpTalk } from './http-talk.ts';
import { asObject, asWord } from './http-words.ts';

/** With 201 ArangoDB answers a query. */
const GIVEN: readonly number[] = [200, 201];
/** Of these the whole inventory ends. */
const ENDS: readonly WireFault[] = [
  'spent',
  'cancelled',
  'out-of-scope',
  'undeclared',
  'exposed',
  'tls-failed',
];
/** A server that closes each connection uses them up. */
const NO_ROOM = 'The connections for the inventory ran out before everything was read.';
const PLACE = /\{([a-z-]+)\}/;
/** Names in bodies: what is not ASCII is read back in another form. */
const PLAIN = /^[\x20-\x7E]+$/;
/** The longest `{collection}` and `{identifier}`, percent-encoded; see wire/recorder.ts. */
const MOST_NAME = 512;

export class HttpReader {
  readonly talk: HttpTalk;
  readonly task: InventoryTask;

  constructor(talk: HttpTalk, task: InventoryTask) {
    this.talk = talk;
    this.task = task;
  }

  get canAsk(): boolean {
    const { into, hasTime } = this.task;
    if (!hasTime()) into.missed(MISSED.time);
    else if (!this.talk.hasRoom()) into.missed(NO_ROOM);
    else return true;
    return false;
  }

  /** A list of names and numbers; one that was cut is read as far as it is whole. */
  async list(ask: HttpAsk, ...names: readonly string[]): Promise<unknown> {
    const page = await this.page({ ...ask, large: true }, ...names);
    if (!page) return undefined;
    const { into } = this.task;
    if (isRefused(page)) into.missed(MISSED.refused);
    if (page.status !== 200) return undefined;
    into.listed();
    if (page.truncated) into.missed('A list is longer than what is read of one answer.');
    return page.truncated ? mendedJson(page.text) : page.json;
  }

  /** Facts of one thing that was listed; without them it is named and no more. */
  async facts(ask: HttpAsk, ...names: readonly string[]): Promise<unknown> {
    const page = await this.page({ ...ask, large: true }, ...names);
    if (!page || !GIVEN.includes(page.status)) return undefined;
    return page.truncated ? mendedJson(page.text) : page.json;
  }

  /** A bounded sample; none where the owner wants names only. */
  async rows(
    pick: (json: unknown) => unknown,
    ask: HttpAsk,
    ...names: readonly string[]
  ): Promise<Sample | undefined> {
    const { samples, rows: most } = this.task.budget;
    if (!samples) return undefined;
    const found = pick(await this.facts(ask, ...names));
    if (!Array.isArray(found) || found.length === 0) return undefined;
    return found.slice(0, most).map((entry): Row => rowOf(entry));
  }

  /** The answer as it came, which is not kept; `undefined` where the request could not be made or was not answered. */
  async page(ask: HttpAsk, ...names: readonly string[]): Promise<HttpPage | undefined> {
    const { into } = this.task;
    const request = filled(ask, names);
    if (!request) {
      into.missed(MISSED.unquotable);
      return undefined;
    }
    if (!this.canAsk) return undefined;
    try {
      return await this.talk.askOnce(request);
    } catch (error) {
      if (!(error instanceof WireError) || ENDS.includes(error.fault)) throw error;
      this.talk.close();
      into.missed('Some answers did not come, or were not to be read.');
      return undefined;
    }
  }
}

/** The request with each name in its place, path before body. */
function filled(ask: HttpAsk, names: readonly string[]): HttpAsk | undefined {
  const left = [...names];
  const path = fill(ask.path, left, inPath);
  if (path === undefined || ask.body === undefined)
    return path === undefined ? path : { ...ask, path };
  const body = fill(ask.body, left, inBody);
  return body === undefined ? undefined : { ...ask, path, body };
}

type Put = (place: string, name: string) => string | undefined;

function fill(template: string, left: string[], put: Put): string | undefined {
  const parts = template.split(PLACE).map((part, index) => {
    return index % 2 === 0 ? part : put(part, left.shift() ?? '');
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

function inPath(place: string, name: string): string | undefined {
  if (place === 'object') return asObject(name);
  if (place === 'identifier' && !isQuotable(name)) return undefined;
  return asWord(name, MOST_NAME);
}

function inBody(_place: string, name: string): string | undefined {
  return isQuotable(name) && PLAIN.test(name) ? name : undefined;
}
