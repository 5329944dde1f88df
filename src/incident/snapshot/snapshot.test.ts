import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { expect, it } from 'vitest';
import { LAB_PASSWORD, LAB_USER, startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import type { Access } from '../ask/asker.ts';
import type { Case } from '../case/case.ts';
import { sealUnder, type Seal } from './seal.ts';
import { takeSnapshot } from './snapshot.ts';
import { verifyCase } from './verify.ts';

const snapshot = async (
  found: Case,
  access: Access,
  rest: { files?: readonly string[]; seal?: Seal; host?: boolean } = {},
) => {
  const { files = [], seal, host = false } = rest;
  return await takeSnapshot(found, {
    access,
    version: '0.1.0',
    files,
    host,
    seal,
    now: () => new Date(),
  });
};

const textOf = (found: Case, folder: string, name: string): string => {
  const file = readdirSync(join(found.folder, folder)).find((each) => each.slice(4) === name);
  return readFileSync(join(found.folder, folder, file ?? 'none'), 'utf8');
};

const known = { user: LAB_USER, password: LAB_PASSWORD };

/** Nobody listens there: what is left is a file of this host. */
const nobody = { product: 'memcached', address: '127.0.0.1', port: 1 } as const;

it('notices every byte of a snapshot that is changed afterwards, and what was put in', async () => {
  using folder = caseOn();
  const { found } = folder;
  const log = join(found.folder, '..', 'tiny.log');
  writeFileSync(log, 'somebody came\n');
  const taken = await snapshot(found, ownerOf(nobody), { files: [log] });
  expect(taken.missing.map(({ what }) => what)).toEqual(['everything that the store itself knows']);
  const faults = async () => (await verifyCase(found.folder)).faults.length;
  expect([taken.artefacts, await faults()]).toEqual([1, 0]);
  const place = join(found.folder, taken.folder);
  const unnoticed: string[] = [];
  for (const name of readdirSync(place)) {
    const bytes = readFileSync(join(place, name));
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(join(place, name), changed);
      if ((await faults()) === 0) unnoticed.push(`${name}:${at}`);
    }
    writeFileSync(join(place, name), bytes);
  }
  expect(unnoticed).toEqual([]);
  writeFileSync(join(place, 'planted.txt'), 'x');
  expect(await faults()).toBe(1);
});

withServers('memcached')('a snapshot of memcached', () => {
  it('is opened by its passphrase and by nothing else', async () => {
    await using server = await startServer('memcached', 'open');
    using folder = caseOn();
    const { found } = folder;
    const taken = await snapshot(found, ownerOf(server), {
      seal: await sealUnder('correct horse', 10),
    });
    const place = join(found.folder, taken.folder);
    const stored = readdirSync(place).filter((name) => name.endsWith('.age'));
    expect(stored).toHaveLength(taken.artefacts);
    expect(stored.some((name) => readFileSync(join(place, name)).includes('STAT'))).toBe(false);
    const opener = new Decrypter();
    opener.addPassphrase('correct horse');
    const identity = await opener.decrypt(readFileSync(join(place, stored[0] ?? '')), 'text');
    const reader = new Decrypter();
    reader.addIdentity(identity);
    const stats = stored.find((name) => name.includes('-stats.')) ?? '';
    const text = await reader.decrypt(readFileSync(join(place, stats)), 'text');
    expect(text).toContain('STAT uptime');
  });
});

const account: Readonly<Record<string, { user?: string; password?: string }>> = {
  redis: { password: LAB_PASSWORD },
  clickhouse: { user: 'default', password: LAB_PASSWORD },
  postgresql: known,
  mariadb: known,
};
/** What these versions, or servers without an extension, do not have. */
const SESSIONS: Readonly<Record<string, readonly [sessions: string, lacking: readonly string[]]>> =
  {
    redis: ['clients.txt', []],
    clickhouse: ['processes.txt', ['dropped-tables', 'users', 'grants']],
    postgresql: ['activity.txt', ['statements']],
    mariadb: ['processes.txt', []],
  };

for (const [product, [sessions, lacking]] of Object.entries(SESSIONS)) {
  withServers(product)(`a snapshot of ${product}`, () => {
    it('holds its sessions, under the owner’s credential, and marks our own', async () => {
      await using server = await startServer(product, 'password');
      using folder = caseOn();
      const { found } = folder;
      const taken = await snapshot(found, ownerOf(server, account[product]));
      const own = product === 'mariadb' ? 'SHOW FULL PROCESSLIST' : 'nightlatch';
      expect(textOf(found, taken.folder, sessions)).toContain(own);
      expect(taken.artefacts).toBeGreaterThan(8);
      expect(taken.missing.map(({ what }) => what)).toEqual(lacking);
      expect((await verifyCase(found.folder)).faults).toEqual([]);
    });
  });
}

withServers('redis')('a snapshot without a way in', () => {
  it('says what is lost, and takes files and the host all the same', async () => {
    await using server = await startServer('redis', 'password');
    using folder = caseOn();
    const { found } = folder;
    const files = [join(server.folder, 'server.log'), join(server.folder, 'no-such.log')];
    const taken = await snapshot(found, ownerOf(server), { files, host: true });
    const lost = taken.missing.map(({ what }) => what);
    expect(lost).toContain(files[1]);
    expect(textOf(found, taken.folder, 'server.log')).toContain('Ready to accept connections');
    expect(textOf(found, taken.folder, 'host-tcp.txt')).toContain('local_address');
  });
});
