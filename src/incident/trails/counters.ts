/** Counters that stand in a text of their own: etcd's and others' metrics, and Memcached's `stats`. */
import { addressBeforePort } from './address.ts';
import { event } from './event.ts';
import { countOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';

const SECOND = 1000;
const METRIC = /^([a-z_:][\w:]{2,120})(?:\{([^}]{0,500})\})? ([0-9.eE+-]{1,30})$/;
const STAT = /^STAT (\S{1,60}) (.{0,200})$/;

/** https://etcd.io/docs/v3.5/metrics/ */
export const etcdMetrics: TrailKind = {
  id: 'etcd-metrics',
  product: 'etcd',
  recognise: (lines) =>
    lines.some((line) => /^(?:# (?:HELP|TYPE) )?etcd_/.test(line))
      ? Math.max(
          0.5,
          share(lines, (line) => METRIC.test(line) || line.startsWith('#')),
        )
      : 0,
  read(sink, { written }) {
    let sent: number | undefined;
    let ranges = 0;
    let snapshots = 0;
    let started = written;
    const take = (name: string, labels: string, value: number): void => {
      if (name === 'etcd_network_client_grpc_sent_bytes_total') sent = value;
      if (name === 'process_start_time_seconds') started = Math.min(written, value * SECOND);
      if (name === 'etcd_mvcc_range_total' || name === 'etcd_debugging_mvcc_range_total')
        ranges = value;
      if (name === 'grpc_server_handled_total' && /grpc_method="Snapshot"/.test(labels))
        snapshots += value;
    };
    const reader = lineByLine((line) => {
      const found = METRIC.exec(line);
      if (found) take(found[1] ?? '', found[2] ?? '', Number(found[3]));
      else if (line !== '' && !line.startsWith('#')) sink.damaged(line);
    });
    const end = (): void => {
      const from = Number.isFinite(started) && started > 0 ? Math.round(started) : written;
      sink.dated(from);
      sink.dated(written);
      const payload = countOf(Math.round(sent ?? Number.NaN));
      const bytes = payload === undefined ? {} : { payload };
      const known = { at: from, until: written, act: 'counter', address: null } as const;
      const requests = countOf(Math.round(ranges)) ?? 0;
      sink.event(
        event({
          ...known,
          requests,
          bytes,
          certainty: 'bounded',
          signs: snapshots > 0 ? ['bulk-dump'] : [],
        }),
      );
    };
    return { ...reader, end };
  },
};

/** https://github.com/memcached/memcached/blob/master/doc/protocol.txt */
export const memcachedStats: TrailKind = {
  id: 'memcached-stats',
  product: 'memcached',
  recognise: (lines) => share(lines, (line) => STAT.test(line) || line === 'END'),
  read(sink, { written }) {
    const fields = new Map<string, string>();
    const reader = lineByLine((line) => {
      const [, name, value = ''] = STAT.exec(line) ?? [];
      const peer = /^\d+:addr$/.test(name ?? '') ? /^tcp6?:(.{3,60})$/.exec(value)?.[1] : undefined;
      if (peer !== undefined && !/:0$|^\*/.test(peer))
        sink.event(event({ at: written, act: 'connected', address: addressBeforePort(peer) }));
      else if (name !== undefined && fields.size < 5000) fields.set(name, value);
      else if (line !== '' && line !== 'END') sink.damaged(line);
    });
    const end = (): void => {
      const time = countOf(fields.get('time'));
      const to = time === undefined ? written : time * SECOND;
      const from = to - (countOf(fields.get('uptime')) ?? 0) * SECOND;
      sink.dated(from);
      sink.dated(to);
      const payload = countOf(fields.get('bytes_written'));
      if (payload === undefined) return;
      const known = { at: from, until: to, act: 'counter', address: null } as const;
      sink.event(
        event({
          ...known,
          requests: countOf(fields.get('cmd_get')) ?? 0,
          bytes: { payload },
          certainty: 'bounded',
        }),
      );
      if ((countOf(fields.get('cmd_flush')) ?? 0) > 0)
        sink.event(event({ at: to, act: 'destroyed', address: null }));
    };
    return { ...reader, end };
  },
};
