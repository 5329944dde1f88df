/** PostgreSQL's jsonlog (15 and later), also inside the envelope of a collector. https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-JSONLOG */
import { stamp } from './clock.ts';
import { type Fields, fieldsOf, inside, isFields, textOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';
import { Sessions } from './postgresql-session.ts';

/** CloudNativePG puts the record under `record`. */
function recordOf(line: string): Fields | undefined {
  const fields = fieldsOf(line);
  const record = fields?.['record'];
  const found = isFields(record) ? record : fields;
  const time = found?.['timestamp'] ?? found?.['log_time'];
  const isOne = found !== undefined && 'error_severity' in found && time !== undefined;
  return isOne ? found : undefined;
}

export const postgresqlJson: TrailKind = {
  id: 'postgresql-jsonlog',
  product: 'postgresql',
  isOrdered: true,
  recognise: (lines) => share(lines, (line) => recordOf(line) !== undefined),
  read(sink, { clock }) {
    const sessions = new Sessions(sink);
    const reader = lineByLine((line) => {
      const record = recordOf(line);
      const at = record && stamp(textOf(record['timestamp'] ?? record['log_time']), clock);
      if (!record || at === undefined) {
        if (line !== '') sink.damaged(line);
        return;
      }
      const peer = textOf(inside(record, 'remote_host')) || textOf(record['connection_from']);
      sessions.message({
        at,
        session: textOf(record['session_id']) || textOf(record['pid']),
        severity: textOf(record['error_severity']),
        text: textOf(record['message']),
        host: peer.replace(/^([\d.]+):\d{1,5}$/, '$1'),
        user: textOf(record['user'] ?? record['user_name']),
        application: textOf(record['application_name']),
        ...(record['statement'] !== undefined && { statement: textOf(record['statement']) }),
      });
    });
    return { ...reader, end: () => sessions.end() };
  },
};
