/** AWS VPC flow logs, versions 2 to 8, in the default or a custom order of fields. https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html */
import { epochSeconds } from './clock.ts';
import { tellFlow } from './flow.ts';
import { countOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';

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
  read(sink, options) {
    let columns = columnsOf(options.flowFormat ?? DEFAULT);
    let skipped = 0;
    const { clock } = options;
    return {
      ...lineByLine((line) => {
        if (isHeader(line)) {
          columns = columnsOf(line);
          return;
        }
        const cells = line.split(' ');
        if (line === '' || cells.length !== columns.length) {
          if (line !== '') sink.damaged(line);
          return;
        }
        const cell = (name: string): string | undefined => {
          const value = cells[columns.indexOf(name)];
          return value === '-' ? undefined : value;
        };
        const from = epochSeconds(cell('start'), clock);
        const to = epochSeconds(cell('end'), clock) ?? from;
        const status = cell('log-status');
        if (from === undefined || to === undefined) {
          sink.damaged(line);
          return;
        }
        sink.dated(from);
        sink.dated(to);
        if (status === 'SKIPDATA') skipped++;
        const source = cell('pkt-srcaddr') ?? cell('srcaddr');
        const target = cell('pkt-dstaddr') ?? cell('dstaddr');
        if (source === undefined || target === undefined) return;
        sink.namesReaders();
        const wire = countOf(cell('bytes'));
        const flow = {
          ...{ from, to, source, target },
          sourcePort: countOf(cell('srcport')) ?? 0,
          targetPort: countOf(cell('dstport')) ?? 0,
          there: wire === undefined ? {} : { wire },
          isRefused: cell('action') === 'REJECT',
        };
        tellFlow(sink, flow, options);
      }),
      end() {
        if (skipped > 0)
          sink.suspect(
            'records-skipped',
            null,
            `${skipped} intervals are marked SKIPDATA: flows are missing from them`,
          );
      },
    };
  },
};
