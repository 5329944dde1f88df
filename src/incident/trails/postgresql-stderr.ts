/** PostgreSQL's plain log, with any `log_line_prefix`. */
import { epochSeconds, stamp } from './clock.ts';
import { type ReadOptions, type Reader, share, type Sink, type TrailKind } from './kind.ts';
import { linePattern, USUAL_PREFIXES } from './postgresql-prefix.ts';
import { type Message, Sessions } from './postgresql-session.ts';

const USUAL = USUAL_PREFIXES.map((prefix) => linePattern(prefix));
const CONTINUES = /^\t/;
const LONGEST_MESSAGE = 65_536;
const TRIED_LINES = 200;
const DETAILS = new Set(['DETAIL', 'HINT', 'QUERY', 'CONTEXT', 'LOCATION']);

function fitting(lines: readonly string[]): { pattern: RegExp | undefined; share: number } {
  let best: { pattern: RegExp | undefined; share: number } = { pattern: undefined, share: 0 };
  const own = lines.filter((line) => !CONTINUES.test(line));
  for (const pattern of USUAL) {
    const fits = share(own, (line) => pattern.test(line));
    if (fits > best.share) best = { pattern, share: fits };
  }
  return best;
}

class PlainLog implements Reader {
  readonly #sink: Sink;
  readonly #options: ReadOptions;
  readonly #sessions: Sessions;
  #pattern: RegExp | undefined;
  #first: string[] = [];
  #held:
    | {
        groups: Readonly<Record<string, string | undefined>>;
        at: number;
        text: string[];
        length: number;
      }
    | undefined;
  #isDetail = false;
  #statement: string | undefined;

  constructor(sink: Sink, options: ReadOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#sessions = new Sessions(sink);
    if (options.linePrefix !== undefined) this.#pattern = linePattern(options.linePrefix);
  }

  line(text: string): void {
    if (this.#pattern) return this.#read(text, this.#pattern);
    this.#first.push(text);
    if (this.#first.length >= TRIED_LINES) this.#choose();
  }

  end(): void {
    this.#choose();
    this.#flush();
    this.#sessions.end();
  }

  #choose(): void {
    const first = this.#first;
    this.#first = [];
    this.#pattern ??= fitting(first).pattern ?? USUAL[0];
    for (const line of first) if (this.#pattern) this.#read(line, this.#pattern);
  }

  #read(text: string, pattern: RegExp): void {
    if (CONTINUES.test(text)) {
      this.#continue(text);
      return;
    }
    const groups = pattern.exec(text)?.groups;
    if (!groups) {
      if (text !== '') this.#sink.damaged(text);
      return;
    }
    const severity = groups['severity'] ?? '';
    this.#isDetail = DETAILS.has(severity);
    if (this.#isDetail) return;
    if (severity === 'STATEMENT') {
      this.#statement = groups['message'];
      return;
    }
    this.#flush();
    const at = this.#time(groups);
    if (at === undefined) this.#sink.damaged(text);
    else this.#held = { groups, at, text: [groups['message'] ?? ''], length: text.length };
  }

  #continue(text: string): void {
    const held = this.#held;
    if (!held || this.#isDetail || held.length > LONGEST_MESSAGE) return;
    held.length += text.length;
    held.text.push(text.slice(1));
  }

  #time(groups: Readonly<Record<string, string | undefined>>): number | undefined {
    const { clock } = this.#options;
    const { time, epoch } = groups;
    if (time !== undefined) return stamp(time, clock);
    return epoch === undefined ? undefined : epochSeconds(epoch, clock);
  }

  #flush(): void {
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    const { groups, at, text } = held;
    const message: Message = {
      at,
      session: groups['session'] ?? groups['pid'] ?? '',
      severity: groups['severity'] ?? '',
      text: text.join('\n'),
      host: groups['host'] ?? groups['plainHost'],
      user: groups['user'],
      application: groups['application'],
      statement: this.#statement,
    };
    this.#statement = undefined;
    this.#sessions.message(message);
  }
}

export const postgresqlStderr: TrailKind = {
  id: 'postgresql-stderr',
  product: 'postgresql',
  isOrdered: true,
  recognise(lines, { linePrefix }) {
    if (linePrefix === undefined) return fitting(lines).share;
    const pattern = linePattern(linePrefix);
    return share(lines, (line) => CONTINUES.test(line) || pattern.test(line));
  },
  read: (sink, options) => new PlainLog(sink, options),
};
