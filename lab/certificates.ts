import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flags } from './flags.ts';
import { makeTemporaryFolder } from './folders.ts';
import { giveToServer, run } from './run.ts';

export type CertificateKind =
  | 'good'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-name'
  | 'self-signed'
  | 'client';

/** Paths of PEM files; `ca` is the authority that signed the good ones. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-sha256'];

const SELF_SIGNED = ['openssl', 'req', '-x509', ...NEW_KEY];

interface Authority {
  readonly folder: string;
  readonly cert: string;
  readonly key: string;
}

let authority: Promise<Authority> | undefined;
const made = new Map<string, Promise<Certificate>>();

async function makeAuthority(): Promise<Authority> {
  const folder = await makeTemporaryFolder('certificates');
  const cert = join(folder, 'ca.crt');
  const key = join(folder, 'ca.key');
  const wanted = flags({ '-keyout': key, '-out': cert, '-days': 3650 });
  const usage = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  await run([...SELF_SIGNED, ...wanted, '-subj', '/CN=Nightlatch Lab CA', ...usage]);
  await writeFile(join(folder, 'index'), '');
  await writeFile(join(folder, 'ca.cnf'), AUTHORITY_CONFIGURATION(folder));
  return { folder, cert, key };
}

/** `openssl x509` of 3.0 cannot date a certificate into the past; `openssl ca` can. */
const AUTHORITY_CONFIGURATION = (folder: string): string => `[ca]
default_ca = lab
[lab]
database = ${folder}/index
new_certs_dir = ${folder}
certificate = ${folder}/ca.crt
private_key = ${folder}/ca.key
default_md = sha256
policy = policy
unique_subject = no
rand_serial = yes
[policy]
commonName = supplied
`;

/** Start and end of validity; where undefined, from now on for a month. */
const DATES: Partial<Record<CertificateKind, readonly [string, string]>> = {
  expired: ['20200101000000Z', '20210101000000Z'],
  'not-yet-valid': ['20900101000000Z', '20910101000000Z'],
};

function names(kind: CertificateKind, address: string): string {
  if (kind === 'wrong-name') return 'DNS:elsewhere.example';
  const loopback = address === '127.0.0.1' ? '' : `,IP:${address}`;
  return `DNS:localhost,IP:127.0.0.1${loopback}`;
}

const COMMON_NAME: Partial<Record<CertificateKind, string>> = {
  'wrong-name': 'elsewhere.example',
  client: 'auditor',
};

async function make(kind: CertificateKind, address: string): Promise<Certificate> {
  authority ??= makeAuthority();
  const { folder, cert: ca } = await authority;
  const base = join(folder, `${kind}-${address}`);
  const [cert, key, request, extensions] = [
    `${base}.crt`,
    `${base}.key`,
    `${base}.csr`,
    `${base}.ext`,
  ];
  const subject = `/CN=${COMMON_NAME[kind] ?? 'localhost'}`;
  // etcd calls itself with its own certificate, so that a server's is good for both.
  const use = `extendedKeyUsage=${kind === 'client' ? 'clientAuth' : 'serverAuth,clientAuth'}`;
  const alternative = `subjectAltName=${names(kind, address)}`;
  if (kind === 'self-signed') {
    const wanted = flags({ '-keyout': key, '-out': cert, '-days': 30, '-subj': subject });
    await run([...SELF_SIGNED, ...wanted, '-addext', alternative, '-addext', use]);
  } else {
    await run(['openssl', 'req', ...NEW_KEY, '-keyout', key, '-out', request, '-subj', subject]);
    await writeFile(extensions, `basicConstraints=CA:FALSE\n${alternative}\n${use}\n`);
    const dates = DATES[kind];
    await run([
      'openssl',
      'ca',
      '-batch',
      '-notext',
      ...flags({ '-config': join(folder, 'ca.cnf'), '-in': request, '-out': cert }),
      ...flags({ '-extfile': extensions }),
      ...(dates ? ['-startdate', dates[0], '-enddate', dates[1]] : ['-days', '30']),
    ]);
  }
  // Several servers refuse a key that others may read.
  await chmod(key, 0o600);
  await giveToServer(key);
  return { cert, key, ca };
}

// `openssl ca` keeps one index file, so that two at a time would tread on each other.
let queue: Promise<unknown> = Promise.resolve();

/** A certificate in the given condition for a server on this address, made once a process. */
export async function certificate(
  kind: CertificateKind,
  address = '127.0.0.1',
): Promise<Certificate> {
  const name = `${kind} ${address}`;
  const known = made.get(name);
  if (known) return await known;
  const making = queue.then(async () => await make(kind, address));
  queue = making.catch(() => undefined);
  made.set(name, making);
  return await making;
}
