/**
 * Accounts that the owner lends for single endpoints: `credentials` of nightlatch.yaml, each with its secret from an
 * environment variable or a file. No message here says anything of a value.
 */
import { open, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Credential } from '../audit/credential.ts';
import type { CredentialEntry } from '../model/config.ts';
import { UsageError } from '../model/errors.ts';
import type { Candidate } from '../model/target.ts';
import { untrusted } from '../model/untrusted.ts';
import { parseTarget } from '../scope/parse-target.ts';

/** The one that was given for this endpoint. */
export type Credentials = (candidate: Candidate) => Credential | undefined;

interface OneEndpoint {
  readonly host: string;
  readonly isName: boolean;
  readonly port: number;
}

const WHOLE_ADDRESS = { 4: 32, 6: 128 } as const;

/** The one endpoint that a target names. */
export function endpointOf(text: string): OneEndpoint {
  const { subject, ports } = parseTarget(text);
  const [[low, high] = [0, -1], ...more] = ports ?? [];
  const isOne = subject.kind === 'name' || subject.prefix === WHOLE_ADDRESS[subject.version];
  if (!isOne || low !== high || more.length > 0)
    throw new UsageError('a credential is for one endpoint: write HOST:PORT or a URL');
  const isName = subject.kind === 'name';
  return { host: isName ? subject.name : subject.first, isName, port: low };
}

export async function readCredentials(
  entries: readonly CredentialEntry[],
  config = '.',
): Promise<Credentials> {
  const folder = dirname(config);
  const known = await Promise.all(
    entries.map(async (entry) => {
      const endpoint = endpointOf(entry.target);
      return { endpoint, credential: await credentialOf(entry, endpoint.host, folder) };
    }),
  );
  return ({ address, host, port }) =>
    known.find(
      ({ endpoint }) =>
        endpoint.port === port && endpoint.host === (endpoint.isName ? host : address),
    )?.credential;
}

async function credentialOf(
  entry: CredentialEntry,
  name: string,
  folder: string,
): Promise<Credential> {
  const { user_env, password_env, password_file, token_env, token_file, ca_file } = entry;
  const user = entry.user ?? fromEnvironment(user_env, entry.target) ?? '';
  const password = await secretOf(entry.target, folder, password_env, password_file);
  const token = await secretOf(entry.target, folder, token_env, token_file);
  const authorities = ca_file === undefined ? await systemAuthorities() : await fileOf(ca_file);
  return {
    logIn: {
      user,
      password: password ?? '',
      ...(entry.database !== undefined && { database: entry.database }),
      ...(token !== undefined && { token }),
      isOwners: true,
    },
    trust: { name, authorities: typeof authorities === 'string' ? [authorities] : authorities },
  };

  async function fileOf(path: string): Promise<string> {
    return readText(resolve(folder, path), entry.target);
  }
}

export async function secretOf(
  target: string,
  folder: string,
  variable: string | undefined,
  file: string | undefined,
): Promise<string | undefined> {
  if (file === undefined) return fromEnvironment(variable, target);
  const text = await readText(resolve(folder, file), target);
  const [line = ''] = text.split(/\r?\n/, 1);
  return checked(line, `the first line of the file ${untrusted(file)}`, target);
}

function fromEnvironment(variable: string | undefined, target: string): string | undefined {
  if (variable === undefined) return undefined;
  const where = `the environment variable ${untrusted(variable, 100)}`;
  return checked(process.env[variable] ?? '', where, target);
}

const LONGEST = 4096;

function checked(value: string, where: string, target: string): string {
  if (value !== '' && value.length <= LONGEST && !/[\0\r\n]/.test(value)) return value;
  throw new UsageError(
    `${where}, for the credential of ${untrusted(target)}, is empty or no single line: set it`,
  );
}

/** Certificates of a whole system stand in one file. */
const MOST_BYTES = 4 * 1024 * 1024;

async function readText(path: string, target: string): Promise<string> {
  const buffer = Buffer.alloc(MOST_BYTES);
  try {
    await using file = await open(path);
    const { bytesRead } = await file.read(buffer, 0, MOST_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new UsageError(
      `the file ${untrusted(path)}, for the credential of ${untrusted(target)}, cannot be read (${code}): check its path`,
    );
  }
}

/** Debian and Alpine, Red Hat, SUSE, macOS; where none is there, those that Node brings. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

async function systemAuthorities(): Promise<readonly string[]> {
  for (const bundle of BUNDLES) {
    try {
      return [await readFile(bundle, 'utf8')];
    } catch {
      // Not this kind of system.
    }
  }
  return rootCertificates;
}
