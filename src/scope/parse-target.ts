import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { untrusted } from '../model/untrusted.ts';
import { parseHost } from './parse-host.ts';
import { parsePorts } from './port-ranges.ts';
import { quote } from './quote.ts';
import { parseUrlTarget, SCHEME } from './url-target.ts';

const LONGEST = 2048;

/**
 * Reads one target:
 *
 *     target = host [":" ports] | cidr [":" ports] | "[" (IPv6 | cidr) "]" [":" ports] | IPv6 | url
 *     ports  = port | low "-" high, separated by commas
 *
 * What has two readings is refused with its plain spelling. Nothing is looked up.
 */
export function parseTarget(text: string): Target {
  const written = text.trim();
  if (written === '')
    throw new UsageError('a target is empty: write a host, an address, a range or a URL');
  if (written.length > LONGEST)
    throw new UsageError(`a target is longer than ${LONGEST} characters`);
  if (untrusted(written, LONGEST) !== written) {
    throw new UsageError(
      'a target holds spaces or characters that cannot be seen: write it without them',
    );
  }
  if (SCHEME.test(written)) return parseUrlTarget(written);
  if (written.startsWith('@')) {
    throw new UsageError(
      `${quote(written)} names a list, and a list cannot stand here: write one target`,
    );
  }
  // Not quoted: what stands before the sign may be a password.
  if (written.includes('@'))
    throw new UsageError('a target holds an "@": leave the credentials away and write HOST:PORT');

  const { host, ports } = splitPorts(written);
  return {
    text: written,
    subject: parseHost(host),
    ports: ports === null ? null : parsePorts(ports),
  };
}

/** `host:ports` apart. An IPv6 address needs brackets before its ports; after a prefix length a colon is plain. */
function splitPorts(written: string): { host: string; ports: string | null } {
  if (written.startsWith('[')) return splitBrackets(written);

  const colon = written.indexOf(':', Math.max(written.indexOf('/'), 0));
  if (colon === -1 || colon !== written.lastIndexOf(':')) return { host: written, ports: null };
  return { host: written.slice(0, colon), ports: written.slice(colon + 1) };
}

function splitBrackets(written: string): { host: string; ports: string | null } {
  const [, host = '', ports] = /^\[([^[\]]*)\](?::(.*))?$/s.exec(written) ?? [];
  if (host.includes(':')) return { host, ports: ports ?? null };
  throw new UsageError(
    `${quote(written)}: brackets hold one IPv6 address or range, like [fd00::1]:6379 or [fd00::/64]:6379`,
  );
}
