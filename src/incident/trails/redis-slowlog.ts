/** The text of SLOWLOG GET, as redis-cli shows it on a terminal and through a pipe. https://redis.io/docs/latest/commands/slowlog-get/ */
import { addressBeforePort } from './address.ts';
import { isOwn, programName } from './clean.ts';
import { epochSeconds } from './clock.ts';
import { type Act, event, type Sign } from './event.ts';
import { type ReadOptions, type Reader, type Sink, type TrailKind } from './kind.ts';

const MARKS = /^(?:\s{0,12}\d{1,4}\)\s){1,4}\s{0,2}/;
const INTEGER = /^(?:\(integer\) )?(\d{1,16})$/;
const PEER = /^(?:[0-9.]{7,15}|\[[0-9a-f:.]{2,45}\]):\d{1,5}$|^\/[^\s:]{1,100}:0$/;
const MOST_WORDS = 64;

const READS = new Set(
  'GET MGET HGETALL HGET LRANGE SMEMBERS ZRANGE KEYS SCAN HSCAN SSCAN ZSCAN DUMP XRANGE SORT GETRANGE'.split(
    ' ',
  ),
);
const DESTROYS = new Set('FLUSHALL FLUSHDB DEL UNLINK'.split(' '));
const CHANGES = new Set(
  'CONFIG SLAVEOF REPLICAOF MODULE ACL DEBUG SAVE BGSAVE SHUTDOWN EVAL'.split(' '),
);
const WHOLE = new Set('KEYS SCAN DUMP SYNC PSYNC'.split(' '));

function actOf(verb: string): Act {
  if (READS.has(verb) || verb === 'SYNC' || verb === 'PSYNC') return 'read';
  if (DESTROYS.has(verb)) return 'destroyed';
  if (CHANGES.has(verb)) return 'changed';
  return /^(?:INFO|PING|CLIENT|COMMAND|DBSIZE|TYPE|SLOWLOG|HELLO|AUTH|SELECT)$/.test(verb)
    ? 'metadata'
    : 'wrote';
}

function signsOf(verb: string, second: string): Sign[] {
  const signs: Sign[] = [];
  if (WHOLE.has(verb)) signs.push('bulk-dump');
  if (['SLAVEOF', 'REPLICAOF', 'SYNC', 'PSYNC'].includes(verb)) signs.push('replication');
  if (verb === 'MODULE') signs.push('runs-program');
  if (verb === 'CONFIG' && second === 'RESETSTAT') signs.push('log-switched-off');
  return signs;
}

class SlowLog implements Reader {
  readonly #sink: Sink;
  readonly #options: ReadOptions;
  /** What has been read of the entry at hand: number, time, microseconds, words. */
  #numbers: number[] = [];
  #words: string[] = [];
  #peer: string | undefined;

  constructor(sink: Sink, options: ReadOptions) {
    this.#sink = sink;
    this.#options = options;
  }

  line(text: string): void {
    const value = text
      .replace(MARKS, '')
      .trim()
      .replace(/^"(.*)"$/s, '$1');
    if (this.#peer !== undefined) {
      this.#flush(INTEGER.test(value) && value.startsWith('(') ? '' : value);
      if (!value.startsWith('(integer)')) return;
    }
    const number = INTEGER.exec(value)?.[1];
    if (this.#numbers.length < 3) {
      if (number !== undefined) this.#numbers.push(Number(number));
      else if (value !== '') this.#broken(text);
    } else if (PEER.test(value) && this.#words.length > 0) this.#peer = value;
    else if (this.#words.length < MOST_WORDS) this.#words.push(value.toUpperCase());
    else this.#broken(text);
  }

  end(): void {
    if (this.#peer !== undefined) this.#flush('');
  }

  #broken(text: string): void {
    this.#sink.damaged(text);
    this.#numbers = [];
    this.#words = [];
  }

  #flush(name: string): void {
    const [, seconds = 0] = this.#numbers;
    const [verb = '', second = ''] = this.#words;
    const at = epochSeconds(seconds, this.#options.clock);
    const peer = this.#peer ?? '';
    this.#numbers = [];
    this.#words = [];
    this.#peer = undefined;
    if (at === undefined) return;
    this.#sink.dated(at);
    this.#sink.event(
      event({
        at,
        act: actOf(verb),
        address: addressBeforePort(peer),
        signs: signsOf(verb, second),
        ...(name !== '' && { client: programName(name) }),
        own: isOwn(name),
      }),
    );
  }
}

export const redisSlowlog: TrailKind = {
  id: 'redis-slowlog',
  product: 'redis',
  recognise(lines) {
    const values = lines.map((line) =>
      line
        .replace(MARKS, '')
        .trim()
        .replace(/^"(.*)"$/s, '$1'),
    );
    const [number = '', time = '', micro = ''] = values;
    const isStart =
      INTEGER.test(number) && /^(?:\(integer\) )?\d{10}$/.test(time) && INTEGER.test(micro);
    return isStart && values.some((value) => PEER.test(value)) ? 0.8 : 0;
  },
  read: (sink, options) => new SlowLog(sink, options),
};
