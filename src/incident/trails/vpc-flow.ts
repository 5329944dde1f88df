/** AWS VPC flow logs, versions 2 to 8, in the default or a custom order of fields. https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html */
import { epochSeconds } from './clock.ts';
import { type Flow, tellFlow } from './flow.ts';
import { countOf } from './json.ts';
import { type ReadOptions, type Reader, share, type Sink, type TrailKind } from './kind.ts';

const DEFAULT =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const HEADER = /^[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)+$/;
const IS_DEFAULT = /^\d \S+ \S+ (?:\S+ ){8}(?:ACCEPT|REJECT|-) (?:OK|NODATA|SKIPDATA)$/;

/** `${srcaddr} ${dstaddr}` as the console shows it, or bare names. */
function columnsOf(text: string): string[] {
  return text
    .replaceAll(/[${}"]/g, '')
    .trim()
    .split(/[\s,]+/);
}

function isHeader(line: string): boolean {
  return HEADER.test(line) && /\b(?:srcaddr|pkt-srcaddr|interface-id)\b/.test(line);
}

class FlowLog implements Reader {
  readonly #sink: Sink;
  readonly #options: ReadOptions;
  #columns: readonly string[];
  #skipped = 0;

  constructor(sink: Sink, options: ReadOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#columns = columnsOf(options.flowFormat ?? DEFAULT);
  }

  line(text: string): void {
    if (text === '') return;
    if (isHeader(text)) {
      this.#columns = columnsOf(text);
      return;
    }
    const cells = text.split(' ');
    const isWhole = cells.length === this.#columns.length;
    if (!isWhole || !this.#record(cells)) this.#sink.damaged(text);
  }

  end(): void {
    if (this.#skipped === 0) return;
    const evidence = `${this.#skipped} intervals are marked SKIPDATA: flows are missing from them`;
    this.#sink.suspect('records-skipped', null, evidence);
  }

  #record(cells: readonly string[]): boolean {
    const cell = (name: string): string | undefined => {
      const value = cells[this.#columns.indexOf(name)];
      return value === '-' ? undefined : value;
    };
    const { clock } = this.#options;
    const from = epochSeconds(cell('start'), clock);
    const to = epochSeconds(cell('end'), clock) ?? from;
    if (from === undefined || to === undefined) return false;
    this.#sink.dated(from);
    this.#sink.dated(to);
    if (cell('log-status') === 'SKIPDATA') this.#skipped++;
    const source = cell('pkt-srcaddr') ?? cell('srcaddr');
    const target = cell('pkt-dstaddr') ?? cell('dstaddr');
    if (source !== undefined && target !== undefined)
      this.#flow(cell, { from, to, source, target });
    return true;
  }

  #flow(
    cell: (name: string) => string | undefined,
    ends: Pick<Flow, 'from' | 'to' | 'source' | 'target'>,
  ): void {
    this.#sink.namesReaders();
    const wire = countOf(cell('bytes'));
    const flow: Flow = {
      ...ends,
      sourcePort: countOf(cell('srcport')) ?? 0,
      targetPort: countOf(cell('dstport')) ?? 0,
      there: wire === undefined ? {} : { wire },
      isRefused: cell('action') === 'REJECT',
    };
    tellFlow(this.#sink, flow, this.#options);
  }
}

export const vpcFlow: TrailKind = {
  id: 'aws-vpc-flow-log',
  product: null,
  recognise(lines, { flowFormat }) {
    if (isHeader(lines[0] ?? '')) return 1;
    if (flowFormat === undefined) return share(lines, (line) => IS_DEFAULT.test(line));
    const { length } = columnsOf(flowFormat);
    return share(
      lines,
      (line) => line.split(' ').length === length && /\b(?:OK|ACCEPT|REJECT|NODATA)\b/.test(line),
    );
  },
  read: (sink, options) => new FlowLog(sink, options),
};
