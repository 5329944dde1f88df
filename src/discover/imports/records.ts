/**
 * The JSON records of naabu (-json), masscan (-oJ and -oD), zgrab2 and httpx (-json), told by their keys.
 * https://github.com/projectdiscovery/naabu, https://github.com/robertdavidgraham/masscan,
 * https://github.com/zmap/zgrab2, https://github.com/projectdiscovery/httpx
 */
import { NotARecord, type Entry } from './seen.ts';

type Json = Readonly<Record<string, unknown>>;

/** What stands around the records where the file is one JSON array; old masscan ends it with a word of its own. */
const FURNITURE = /^(?:[[\],\s]*|\{\s*"?finished"?\s*:\s*1\s*\}\s*,?)$/;

/** The entries of one line of the file. */
export function entriesOfLine(line: string): Entry[] {
  if (FURNITURE.test(line)) return [];
  const json = parse(
    line
      .trim()
      .replace(/^[[,]\s*/, '')
      .replace(/,$/, ''),
  );
  if (Array.isArray(json)) return json.flatMap((each) => entriesOf(objectOf(each)));
  return entriesOf(objectOf(json));
}

function parse(text: string): unknown {
  for (const candidate of [text, text.replace(/\]$/, '')]) {
    try {
      return JSON.parse(candidate) as unknown;
    } catch {
      // The last record of an array may share its line with the array's end.
    }
  }
  throw new NotARecord('this is no JSON record: each must stand on a line of its own');
}

function entriesOf(record: Json): Entry[] {
  if (Array.isArray(record['ports'])) return masscanEntries(record, record['ports']);
  if (typeof record['url'] === 'string') return [httpxEntry(record, record['url'])];
  if (isObject(record['data']) && record['rec_type'] === undefined)
    return zgrabEntries(record, record['data']);
  if (record['port'] !== undefined) return [plainEntry(record)];
  throw new NotARecord('the record is none of naabu, masscan, zgrab2 or httpx');
}

/** -oJ: `{"ip", "ports": [{"port", "proto", "status"}]}`; a banner has no status and follows an open port. */
function masscanEntries(record: Json, ports: readonly unknown[]): Entry[] {
  return ports.map(objectOf).map((each) => {
    if (each['status'] !== undefined && each['status'] !== 'open') return 'not open';
    return endpoint(record['ip'], each['port'], each['proto']);
  });
}

/** naabu: `{"host", "ip", "port", "protocol"}`; masscan -oD: `{"ip", "port", "proto", "rec_type", "data"}`. */
function plainEntry(record: Json): Entry {
  const { data } = record;
  if (record['rec_type'] === 'status' && isObject(data) && data['status'] !== 'open')
    return 'not open';
  const port = isObject(record['port']) ? record['port']['Port'] : record['port'];
  return endpoint(record['host'] ?? record['ip'], port, record['protocol'] ?? record['proto']);
}

/** `{"ip", "domain", "data": {MODULE: {"status", "port"}}}`; a module that got no connection says so in its status. */
function zgrabEntries(record: Json, modules: Json): Entry[] {
  const host = record['domain'] ?? record['ip'];
  return Object.values(modules)
    .map(objectOf)
    .map((each) => {
      const { status } = each;
      if (typeof status === 'string' && /^(?:connection-|io-timeout)/.test(status))
        return 'not open';
      const port = each['port'] ?? record['port'];
      return port === undefined ? 'no port' : endpoint(host, port, 'tcp');
    });
}

function httpxEntry(record: Json, text: string): Entry {
  if (record['failed'] === true) return 'not open';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new NotARecord('its url is no web address');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  return { host, port, ...(url.pathname !== '/' && { path: url.pathname }) };
}

function endpoint(host: unknown, port: unknown, protocol: unknown): Entry {
  const isTcp = protocol === undefined || protocol === '' || protocol === 'tcp';
  if (!isTcp) return 'udp';
  if (typeof host !== 'string') throw new NotARecord('the record names no host');
  return { host, port: Number(port) };
}

function objectOf(value: unknown): Json {
  if (isObject(value)) return value;
  throw new NotARecord('the record is no JSON object');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
