/** mongod's structured log (4.4 and later). https://www.mongodb.com/docs/manual/reference/log-messages/ */
import { stamp } from './clock.ts';
import { countOf, type Fields, fieldsOf, inside, isFields, textOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';
import { Connections, METADATA_COMMANDS, type Operation } from './mongodb-connections.ts';

const ID = {
  accepted: 22_943,
  metadata: 51_800,
  slow: 51_803,
  created: 20_320,
  dropped: 518_070,
} as const;
const DROPPED_DATABASE: readonly unknown[] = [20_336, 20_337, 20_338];
const REFUSED: readonly unknown[] = [20_249, 5_286_307];
const AUTHENTICATED: readonly unknown[] = [20_250, 5_286_306];
const READS = ['find', 'aggregate', 'getMore', 'count', 'distinct', 'mapReduce'];
const WRITES = ['insert', 'update', 'delete', 'findAndModify', 'remove'];

function recordOf(line: string): Fields | undefined {
  const fields = fieldsOf(line);
  return fields && isFields(fields['t']) && 'msg' in fields && 'ctx' in fields ? fields : undefined;
}

/** An empty filter, no pipeline that groups: every answer row is a document of the collection. */
function isPlain(command: Fields): boolean {
  return 'find' in command || 'getMore' in command;
}

function actOf(command: Fields): Operation['act'] {
  const names = Object.keys(command);
  if (names.some((name) => METADATA_COMMANDS.has(name))) return 'metadata';
  if (READS.some((name) => name in command)) return 'read';
  if (WRITES.some((name) => name in command)) return 'wrote';
  if ('drop' in command || 'dropDatabase' in command) return 'destroyed';
  return 'create' in command || 'createIndexes' in command ? 'changed' : 'metadata';
}

function slow(at: number, connection: string, attr: Fields): Operation {
  const command = isFields(attr['command']) ? attr['command'] : {};
  const name = textOf(attr['ns']);
  const remote = textOf(attr['remote']);
  return {
    at,
    connection,
    act: actOf(command),
    names: name === '' ? [] : [name],
    remote: remote === '' ? undefined : remote,
    rows: countOf(attr['nreturned']),
    scanned: countOf(attr['docsExamined']),
    payload: countOf(attr['reslen']),
    plain: isPlain(command),
  };
}

function tell(connections: Connections, record: Fields, at: number): void {
  const attr = isFields(record['attr']) ? record['attr'] : {};
  const connection = textOf(record['ctx']);
  const { id } = record;
  if (id === ID.accepted)
    connections.opened(at, `conn${textOf(attr['connectionId'])}`, textOf(attr['remote']));
  else if (id === ID.metadata) {
    const program = textOf(inside(attr, 'doc', 'application', 'name'));
    const driver = textOf(inside(attr, 'doc', 'driver', 'name'));
    connections.describes(at, connection, program || driver);
  } else if (id === ID.slow) connections.operation(slow(at, connection, attr));
  else if (id === ID.dropped || DROPPED_DATABASE.includes(id))
    connections.operation({ at, connection, act: 'destroyed', names: [nameIn(attr)] });
  else if (id === ID.created)
    connections.operation({ at, connection, act: 'changed', names: [nameIn(attr)] });
  else if (REFUSED.includes(id) || AUTHENTICATED.includes(id)) {
    const user = textOf(attr['principalName'] ?? attr['user']);
    connections.authenticated(at, connection, user, REFUSED.includes(id));
  }
}

function nameIn(attr: Fields): string {
  return textOf(attr['namespace'] ?? attr['ns'] ?? attr['db'] ?? attr['nss']);
}

export const mongodbJson: TrailKind = {
  id: 'mongodb-log',
  product: 'mongodb',
  isOrdered: true,
  recognise: (lines) => share(lines, (line) => recordOf(line) !== undefined),
  read(sink, { clock }) {
    const connections = new Connections(sink);
    const reader = lineByLine((line) => {
      const record = recordOf(line);
      const at = record && stamp(textOf(inside(record, 't', '$date')), clock);
      if (!record || at === undefined) {
        if (line !== '') sink.damaged(line);
        return;
      }
      sink.dated(at);
      tell(connections, record, at);
    });
    return { ...reader, end: () => connections.end() };
  },
};
