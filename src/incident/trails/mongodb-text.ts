/** mongod's log before 4.4. https://www.mongodb.com/docs/v4.2/reference/log-messages/ */
import { stamp } from './clock.ts';
import { countOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';
import { Connections, METADATA_COMMANDS, type Operation } from './mongodb-connections.ts';

const LINE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}) (?:[DIWEF]\d? +[A-Z-]{1,12} +)?\[([\w.-]{1,60})\] (.*)$/s;
const ACCEPTED = /^connection accepted from (\S{1,80}) #(\d+)/;
const METADATA =
  /^received client metadata from \S{1,80} (conn\d+):? .{0,600}?(?:application|driver): \{ name: "([^"]{1,100})"/;
const DROPPED = /^(?:dropDatabase|CMD: drop) (\S{1,120})/;
const CREATED = /^(?:createCollection: |build index on: )(\S{1,120})/;
const COMMAND =
  /^(?:command|query|getmore|insert|remove|update) (\S{1,120}) .{0,2000}?command: (\w{1,40})/;
const ACTS: Readonly<Record<string, Operation['act']>> = {
  find: 'read',
  aggregate: 'read',
  getMore: 'read',
  count: 'read',
  distinct: 'read',
  insert: 'wrote',
  update: 'wrote',
  delete: 'wrote',
  drop: 'destroyed',
  dropDatabase: 'destroyed',
};
/** The figures stand at the end, after a command of any length. */
const TAIL = 1000;

function figures(text: string): Pick<Operation, 'rows' | 'scanned' | 'payload'> {
  const tail = text.slice(-TAIL);
  const number = (name: string) => countOf(new RegExp(` ${name}:(\\d+)`).exec(tail)?.[1]);
  return { rows: number('nreturned'), scanned: number('docsExamined'), payload: number('reslen') };
}

function tell(connections: Connections, at: number, connection: string, text: string): void {
  const accepted = ACCEPTED.exec(text);
  const metadata = METADATA.exec(text);
  if (accepted) connections.opened(at, `conn${accepted[2]}`, accepted[1] ?? '');
  else if (metadata) connections.describes(at, metadata[1] ?? '', metadata[2] ?? '');
  else {
    const operation = operationIn(text);
    if (operation) connections.operation({ at, connection, ...operation });
  }
}

function operationIn(text: string): Omit<Operation, 'at' | 'connection'> | undefined {
  const dropped = DROPPED.exec(text)?.[1];
  // Written twice, when it starts and when it has been done.
  if (dropped !== undefined)
    return text.includes('finished') ? undefined : { act: 'destroyed', names: [dropped] };
  const created = CREATED.exec(text)?.[1];
  if (created !== undefined) return { act: 'changed', names: [created] };
  const [, name, verb = ''] = COMMAND.exec(text) ?? [];
  if (name === undefined) return undefined;
  const act = METADATA_COMMANDS.has(verb) ? 'metadata' : (ACTS[verb] ?? 'metadata');
  const plain = verb === 'find' || verb === 'getMore';
  return { act, names: [name], ...figures(text), plain };
}

export const mongodbText: TrailKind = {
  id: 'mongodb-text-log',
  product: 'mongodb',
  isOrdered: true,
  recognise: (lines) => share(lines, (line) => LINE.test(line)),
  read(sink, { clock }) {
    const connections = new Connections(sink);
    const reader = lineByLine((line) => {
      const found = LINE.exec(line);
      const at = found ? stamp(found[1] ?? '', clock) : undefined;
      if (!found || at === undefined) {
        if (line !== '') sink.damaged(line);
        return;
      }
      sink.dated(at);
      tell(connections, at, found[2] ?? '', found[3] ?? '');
    });
    return { ...reader, end: () => connections.end() };
  },
};
