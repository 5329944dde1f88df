/** What the greeting alone says, or the error that stands in its place. Pure. */
import type { AuthMethod } from '../../model/observation.ts';
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import { CAPABILITY, type Greeting, type MysqlError } from '../../protocols/mysql.ts';
import { look, type Look } from '../service.ts';

/** https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
export const CODE = {
  tooManyConnections: 1040,
  accessDenied: 1045,
  hostBlocked: 1129,
  hostNotAllowed: 1130,
  socketOnly: 1698,
  tlsRequired: 3159,
} as const;

const METHODS: Readonly<Record<string, AuthMethod>> = {
  mysql_old_password: 'other',
  mysql_native_password: 'sha1-challenge',
  caching_sha2_password: 'sha2-challenge',
  sha256_password: 'sha2-challenge',
  mysql_clear_password: 'cleartext',
  dialog: 'cleartext',
};

/** The plugin that the greeting names is the server's default; each account has its own. */
export function methodOf({ plugin, protocol, capabilities }: Greeting): AuthMethod {
  if (plugin !== undefined) return METHODS[plugin] ?? 'other';
  const old = protocol < 10 || (capabilities & CAPABILITY.secureConnection) === 0;
  return old ? 'other' : 'sha1-challenge';
}

/** MariaDB 10 goes before its version with `5.5.5-`, which MySQL's replication would otherwise not take. */
const SPEAKERS: readonly [product: string, version: RegExp][] = [
  ['clickhouse', /^(\d[\d.]*)\S*ClickHouse/i],
  ['tidb', /-TiDB-v?(\d[\d.]*)/],
  ['mariadb', /^(?:5\.5\.5-)?(\d[\d.]*)\S*MariaDB/i],
  ['mysql', /^(\d[\d.]*)/],
];

export function speakerOf(text: string): { product: string; version: string | null } {
  for (const [product, pattern] of SPEAKERS) {
    const found = pattern.exec(text);
    if (found) return { product, version: untrustedVersion(found[1]) };
  }
  return { product: 'mysql', version: null };
}

/** The address that a refusal repeats to us: `Host '192.0.2.7' is not allowed …`, `… for user 'root'@'192.0.2.7'`. */
export function addressIn(text: string): { seenAs?: string } {
  const address = /(?:^Host '|@')([0-9a-fA-F.:]{3,45})'/.exec(text)?.[1];
  return address !== undefined && /[.:]/.test(address) ? { seenAs: untrusted(address, 60) } : {};
}

export function refusedLook({ code, text }: MysqlError): Look {
  const facts = {
    product: /MariaDB/i.test(text) ? 'mariadb' : 'mysql',
    protocol: 'mysql',
    plaintext: true,
    proof: [{ asked: 'nothing: the server speaks first', answered: `error ${code}` }],
    ...addressIn(text),
  };
  switch (code) {
    case CODE.hostNotAllowed:
      return look({
        ...facts,
        access: 'denied',
        reason: 'No account of it may come from our address (1130).',
      });
    case CODE.hostBlocked:
      return look({
        ...facts,
        access: 'unknown',
        reason:
          'It blocks our address for the connections that were left unfinished (1129); FLUSH HOSTS on the server ends that.',
      });
    case CODE.tooManyConnections:
      return look({
        ...facts,
        access: 'unknown',
        reason: 'It has no room for another client (1040); it must be asked again.',
      });
    default:
      return look({
        ...facts,
        access: 'unknown',
        reason: `It answers with error ${code} in place of its greeting.`,
      });
  }
}
