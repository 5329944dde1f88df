/**
 * Does a certificate's name cover a host? RFC 9525: names of the subject alternative name only,
 * a wildcard only as the whole left-most label, addresses only by address names.
 */

/** The host in the form in which it is compared: lower case, IDNA, without the final dot; an address without brackets. */
function canonical(host: string): string | undefined {
  const bare = host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  try {
    const { hostname } = new URL(bare.includes(':') ? `http://[${bare}]/` : `http://${bare}/`);
    return hostname.replace(/^\[(.*)\]$/, '$1');
  } catch {
    return undefined;
  }
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

/** OpenSSL and Node print the kind before the name; both spellings are read. */
function kindOf(entry: string): { kind: 'dns' | 'ip' | 'other'; name: string } {
  const found = /^(DNS|IP Address|IP|URI|email|DirName|othername|Registered ID):\s*(.*)$/i.exec(
    entry.trim(),
  );
  const name = found?.[2] ?? entry.trim();
  const kind = found?.[1]?.toLowerCase();
  if (kind === undefined) return { kind: isAddress(name) ? 'ip' : 'dns', name };
  if (kind === 'dns') return { kind: 'dns', name };
  return { kind: kind.startsWith('ip') ? 'ip' : 'other', name };
}

function coversName(pattern: string, host: string): boolean {
  const name = pattern.toLowerCase().replace(/\.$/, '');
  if (!name.startsWith('*.')) return !name.includes('*') && canonical(name) === host;
  const rest = name.slice(2);
  // `*.com` would cover every company there is; two labels must be fixed.
  if (rest.includes('*') || !rest.includes('.')) return false;
  const dot = host.indexOf('.');
  return dot > 0 && canonical(rest) === host.slice(dot + 1);
}

/** `undefined` where the host itself cannot be read. */
export function covers(names: readonly string[], host: string): boolean | undefined {
  const wanted = canonical(host);
  if (!wanted) return undefined;
  return names.some((entry) => {
    const { kind, name } = kindOf(entry);
    if (isAddress(wanted)) return kind === 'ip' && canonical(name) === wanted;
    return kind === 'dns' && coversName(name, wanted);
  });
}
