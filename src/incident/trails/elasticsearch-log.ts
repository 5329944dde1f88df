/** Elasticsearch's and OpenSearch's server log: indices made and deleted; nobody's address. https://www.elastic.co/docs/deploy-manage/monitor/logging-configuration */
import { tableName } from './clean.ts';
import { stamp } from './clock.ts';
import { type Act, event, type Sign } from './event.ts';
import { fieldsOf, textOf } from './json.ts';
import { lineByLine, share, type Sink, type TrailKind } from './kind.ts';
import { isNoteName } from './signs.ts';

const LINE =
  /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{3})\]\[(\w{4,5}) ?\]\[([\w.$]{1,120}) *\] (?:\[[^\]]{1,120}\] ?)?(.*)$/s;
const INDEX = /^\[([^\]/]{1,200})(?:\/[^\]]{1,60})?\] (creating index|deleting index)/;

function tell(sink: Sink, at: number, text: string): void {
  sink.dated(at);
  const found = INDEX.exec(text);
  if (!found) return;
  const [, name = '', what] = found;
  const act: Act = what === 'deleting index' ? 'destroyed' : 'changed';
  const signs: Sign[] = act === 'changed' && isNoteName(name) ? ['ransom-note'] : [];
  sink.event(event({ at, act, address: null, tables: [tableName(name)], signs }));
}

/** The JSON of 7.x has `message` and `timestamp`, ECS of 8 has `@timestamp`. */
function fromJson(line: string): { time: string; text: string } | undefined {
  const fields = line.startsWith('{') ? fieldsOf(line) : undefined;
  if (!fields || !('message' in fields)) return undefined;
  const isOurs = 'cluster.name' in fields || 'elasticsearch.cluster.name' in fields;
  const time = textOf(fields['@timestamp'] ?? fields['timestamp']);
  return isOurs ? { time, text: textOf(fields['message']) } : undefined;
}

export const elasticsearchLog: TrailKind = {
  id: 'elasticsearch-log',
  product: 'elasticsearch',
  isOrdered: true,
  recognise: (lines) => share(lines, (line) => LINE.test(line) || fromJson(line) !== undefined),
  read(sink, { clock }) {
    return lineByLine((line) => {
      const json = fromJson(line);
      const found = json ? undefined : LINE.exec(line);
      const at = stamp(json?.time ?? found?.[1] ?? '', clock);
      if (at !== undefined) tell(sink, at, json?.text ?? found?.[4] ?? '');
      else if (line !== '' && !/^\s|^[\w.$]{1,200}(?:Exception|Error)\b|^Caused by/.test(line))
        sink.damaged(line);
    });
  },
};
