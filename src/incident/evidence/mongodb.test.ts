import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import { openAsker } from '../ask/index.ts';
import { takeSnapshot } from '../snapshot/snapshot.ts';

withServers('ferretdb')('a snapshot of what speaks MongoDB’s protocol', () => {
  it('holds what it tells of itself, no document, and what could not be had', async () => {
    await using server = await startServer('ferretdb', 'open');
    using folder = caseOn();
    const { found } = folder;
    const access = ownerOf(server);
    const rest = { files: [], host: false, seal: undefined, now: () => new Date() };
    const taken = await takeSnapshot(found, { access, version: '0.1.0', ...rest });
    const place = join(found.folder, taken.folder);
    const texts = readdirSync(place).map((name) => readFileSync(join(place, name), 'utf8'));
    expect(texts.join('\n')).toContain('"name":"shop"');
    expect(texts.join('\n')).not.toContain('mail.example');
    expect(taken.artefacts).toBeGreaterThan(4);
    expect(taken.artefacts + taken.missing.length).toBe(10);
    await using asker = await openAsker(access);
    await expect(asker.ask('find customers')).rejects.toThrow('is not asked');
  });
});
