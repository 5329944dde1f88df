/** Zeek's conn.log, as tab-separated values and as JSON. https://docs.zeek.org/en/current/logs/conn.html */
import { epochSeconds, stamp } from './clock.ts';
import type { Bytes } from './event.ts';
import { tellFlow } from './flow.ts';
import { countOf, type Fields, fieldsOf, textOf } from './json.ts';
import { type ReadOptions, type Reader, share, type Sink, type TrailKind } from './kind.ts';

const REFUSED = new Set(['S0', 'REJ', 'RSTOS0', 'SH', 'RSTRH']);

function bytesOf(fields: Fields, side: 'orig' | 'resp'): Bytes {
  const payload = countOf(fields[`${side}_bytes`]);
  const wire = countOf(fields[`${side}_ip_bytes`]);
  // Where packets were missed, the count from sequence numbers may be wild; headers and all were seen.
  const isSure = payload !== undefined && (countOf(fields['missed_bytes']) ?? 0) === 0;
  return { ...(isSure && { payload }), ...(wire !== undefined && { wire }) };
}

class ConnLog implements Reader {
  readonly #sink: Sink;
  readonly #options: ReadOptions;
  #columns: readonly string[] = [];
  #separator = '\t';

  constructor(sink: Sink, options: ReadOptions) {
    this.#sink = sink;
    this.#options = options;
    sink.namesReaders();
  }

  line(text: string): void {
    if (text.startsWith('#')) this.#head(text);
    else if (text !== '') this.#take(text);
  }

  end(): void {
    this.#columns = [];
  }

  #head(text: string): void {
    const separator = /^#separator \\x([0-9a-f]{2})/.exec(text)?.[1];
    if (separator !== undefined)
      this.#separator = String.fromCharCode(Number.parseInt(separator, 16));
    if (text.startsWith('#fields')) this.#columns = text.split(this.#separator).slice(1);
  }

  #fields(text: string): Fields | undefined {
    if (text.startsWith('{')) return fieldsOf(text);
    const cells = text.split(this.#separator);
    if (cells.length !== this.#columns.length) return undefined;
    return Object.fromEntries(
      this.#columns.map((name, at) => [name, cells[at] === '-' ? undefined : cells[at]]),
    );
  }

  #take(text: string): void {
    const fields = this.#fields(text);
    const { clock } = this.#options;
    const ts = textOf(fields?.['ts']);
    const from = ts.includes('T') ? stamp(ts, clock) : epochSeconds(ts, clock);
    if (!fields || from === undefined) {
      this.#sink.damaged(text);
      return;
    }
    const seconds = Number.parseFloat(textOf(fields['duration']) || '0');
    const to = from + (Number.isFinite(seconds) ? Math.round(seconds * 1000) : 0);
    this.#sink.dated(from);
    const flow = {
      from,
      to,
      source: textOf(fields['id.orig_h']),
      target: textOf(fields['id.resp_h']),
      sourcePort: countOf(fields['id.orig_p']) ?? 0,
      targetPort: countOf(fields['id.resp_p']) ?? 0,
      there: bytesOf(fields, 'orig'),
      back: bytesOf(fields, 'resp'),
      isRefused: REFUSED.has(textOf(fields['conn_state'])),
    };
    tellFlow(this.#sink, flow, this.#options);
  }
}

export const zeekConn: TrailKind = {
  id: 'zeek-conn-log',
  product: null,
  recognise(lines) {
    if (
      lines.some(
        (line) =>
          line.startsWith('#fields') && line.includes('id.orig_h') && line.includes('conn_state'),
      )
    )
      return 1;
    return share(lines, (line) => {
      const fields = line.includes('"id.orig_h"') ? fieldsOf(line) : undefined;
      return fields !== undefined && 'conn_state' in fields;
    });
  },
  read: (sink, options) => new ConnLog(sink, options),
};
