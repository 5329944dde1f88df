/** Caddy's access log. https://caddyserver.com/docs/caddyfile/directives/log */
import { addressOf } from './address.ts';
import { epochSeconds, stamp } from './clock.ts';
import { httpEvent } from './http-request.ts';
import { countOf, type Fields, fieldsOf, inside, isFields, textOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';

function recordOf(line: string): Fields | undefined {
  const fields = fieldsOf(line);
  return fields && isFields(fields['request']) && 'status' in fields && 'ts' in fields
    ? fields
    : undefined;
}

export const caddyAccess: TrailKind = {
  id: 'caddy-access-log',
  product: null,
  recognise: (lines) => share(lines, (line) => recordOf(line) !== undefined),
  read(sink, { clock }) {
    sink.namesReaders();
    return lineByLine((line) => {
      const record = recordOf(line);
      const ts = record?.['ts'];
      const at = typeof ts === 'string' ? stamp(ts, clock) : epochSeconds(ts, clock);
      if (!record || at === undefined) {
        // Caddy's other messages share the file.
        if (line !== '' && fieldsOf(line)?.['logger'] === undefined) sink.damaged(line);
        return;
      }
      sink.dated(at);
      const payload = countOf(record['size']);
      const agents = inside(record, 'request', 'headers', 'User-Agent');
      const peer = inside(record, 'request', 'client_ip') ?? inside(record, 'request', 'remote_ip');
      sink.event(
        httpEvent({
          at,
          address: addressOf(
            textOf(peer) || textOf(inside(record, 'request', 'remote_addr')).replace(/:\d+$/, ''),
          ),
          user: textOf(record['user_id']),
          agent: Array.isArray(agents) ? textOf(agents[0]) : undefined,
          method: textOf(inside(record, 'request', 'method')),
          target: textOf(inside(record, 'request', 'uri')) || '/',
          status: countOf(record['status']) ?? 0,
          bytes: payload === undefined ? {} : { payload },
        }),
      );
    });
  },
};
