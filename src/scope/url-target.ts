import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { parseHost } from './parse-host.ts';
import { parsePorts } from './port-ranges.ts';
import { quote } from './quote.ts';

/** What stands in connection strings, and the port that their clients take where none is written. */
const PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['redis', 6379],
  ['rediss', 6379],
  ['valkey', 6379],
  ['valkeys', 6379],
  ['postgres', 5432],
  ['postgresql', 5432],
  ['mysql', 3306],
  ['mariadb', 3306],
  ['mongodb', 27_017],
  ['clickhouse', 9000],
  ['clickhouses', 9440],
  ['memcached', 11_211],
  ['etcd', 2379],
  ['amqp', 5672],
  ['amqps', 5671],
  ['mqtt', 1883],
  ['mqtts', 8883],
  ['nats', 4222],
  ['ldap', 389],
  ['ldaps', 636],
  ['ftp', 21],
  ['kafka', 9092],
  ['cassandra', 9042],
  ['ws', 80],
  ['wss', 443],
]);

export const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;
const PARTS = /^([^:]+):\/\/([^/?#]*)([^?#]*)(.*)$/s;
const AUTHORITY = /^(\[[^[\]]*\]|[^:[\]]*)(?::(.*))?$/s;

interface Parts {
  readonly scheme: string;
  readonly web: boolean;
  readonly authority: string;
  readonly path: string;
}

/**
 * A URL or connection string becomes host and port, with the path where it is HTTP. Credentials and queries are
 * refused without being quoted, since both carry secrets and a target is written into reports.
 */
export function parseUrlTarget(written: string): Target {
  const { scheme, web, authority, path } = splitUrl(written);
  const usual = usualPort(scheme);
  const { subject, ports } = readAuthority(authority);
  return {
    text: `${scheme}://${authority}${path}`,
    subject,
    ports: ports ?? [[usual, usual]],
    ...(web && path.length > 1 && { path: plainPath(path) }),
  };
}

function splitUrl(written: string): Parts {
  const [, spelt = '', authority = '', path = '', rest = ''] = PARTS.exec(written) ?? [];
  const scheme = spelt.toLowerCase();
  const web = scheme === 'http' || scheme === 'https';
  // Wherever it stands: a password may hold a slash, and then its end looks like a path.
  if (written.includes('@')) {
    throw new UsageError('a URL holds an "@": leave credentials away, and write %40 in a path');
  }
  if (web && rest !== '') {
    throw new UsageError(
      'a URL holds a query or a fragment: leave away what stands after the path',
    );
  }
  return { scheme, web, authority, path: web ? path : '' };
}

function usualPort(scheme: string): number {
  const port = PORTS.get(scheme);
  if (port !== undefined) return port;
  if (scheme === 'mongodb+srv') {
    throw new UsageError(
      'mongodb+srv:// leaves the servers to the DNS: write their names, like mongodb://HOST:27017',
    );
  }
  throw new UsageError(`the scheme ${quote(`${scheme}://`)} is not known: write HOST:PORT`);
}

function readAuthority(authority: string): Pick<Target, 'subject' | 'ports'> {
  if (authority.includes(',')) {
    throw new UsageError(`${quote(authority)} names several hosts: write one target for each`);
  }
  const [, host, port] = AUTHORITY.exec(authority) ?? [];
  if (host === undefined || port?.includes(':')) {
    throw new UsageError(
      `${quote(authority)} is no host and port: an IPv6 address stands in brackets, like [fd00::1]:6379`,
    );
  }
  if (port?.includes('-')) throw new UsageError(`${quote(port)} is no port: a URL has one`);
  return {
    subject: parseHost(host.replaceAll(/[[\]]/g, '')),
    ports: port === undefined ? null : parsePorts(port),
  };
}

/** As it goes into a request line: dots resolved, odd characters percent-encoded. */
function plainPath(path: string): string {
  return new URL(`http://localhost${path}`).pathname;
}
