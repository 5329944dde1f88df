/** The text of INFO: sums since the start, of everybody together. https://redis.io/docs/latest/commands/info/ */
import { event } from './event.ts';
import { countOf } from './json.ts';
import { lineByLine, type Sink, type TrailKind } from './kind.ts';

const SCAR = /^[0-9a-f]{40}$/;
const NO_SCAR = /^0{40}$/;
const SECOND = 1000;

function judge(sink: Sink, fields: ReadonlyMap<string, string>, written: number): void {
  const uptime = countOf(fields.get('uptime_in_seconds'));
  const from = uptime === undefined ? written : written - uptime * SECOND;
  sink.dated(from);
  sink.dated(written);
  const wire = countOf(fields.get('total_net_output_bytes'));
  sink.event(
    event({
      at: from,
      until: written,
      act: 'counter',
      address: null,
      requests: countOf(fields.get('total_commands_processed')) ?? 0,
      bytes: wire === undefined ? {} : { payload: wire },
      certainty: 'bounded',
    }),
  );
  const second = fields.get('master_replid2') ?? '';
  if (SCAR.test(second) && !NO_SCAR.test(second))
    sink.suspect(
      'replication-scar',
      null,
      'it has followed another master since its start (master_replid2)',
    );
  if (fields.has('cmdstat_config|resetstat'))
    sink.suspect(
      'counters-reset',
      null,
      'CONFIG RESETSTAT was called: the counters before it are gone',
    );
}

export const redisInfo: TrailKind = {
  id: 'redis-info',
  product: 'redis',
  recognise: (lines) =>
    lines.some((line) => /^redis_version:|^valkey_version:/.test(line)) ||
    lines.some((line) => /^# (?:Commandstats|Stats|Replication)$/.test(line))
      ? 0.9
      : 0,
  read(sink, { written }) {
    const fields = new Map<string, string>();
    const reader = lineByLine((line) => {
      const cut = line.indexOf(':');
      if (cut > 0 && cut < 80 && fields.size < 5000)
        fields.set(line.slice(0, cut), line.slice(cut + 1, cut + 400));
      else if (line !== '' && !line.startsWith('#')) sink.damaged(line);
    });
    return { ...reader, end: () => judge(sink, fields, written) };
  },
};
