import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { accepted, listenRpc, text, word } from '../../test/fakes/rpc.ts';

const EXPECTED = [
  { state: 'open', access: 'open', grants: 'read', methods: ['none'] },
  { state: 'kerberos', access: 'protected', grants: null, methods: ['other'] },
  { state: 'denied', access: 'identified', grants: null, methods: [] },
] as const;

const MOST = { usual: 3, odd: 8 } as const;
const UNKNOWN = { asked: 'NULL of a program that nobody has', answered: 'unavailable' };

withServers('nfs-ganesha')('a real NFS-Ganesha', () => {
  it.each(
    EXPECTED.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))),
  )('$state on its $port port', async ({ state, port, access, grants, methods }) => {
    await using server = await startServer('nfs-ganesha', state, { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({ product: 'nfs', protocol: 'nfs', version: '4', access, grants });
    expect(seen.authMethods).toEqual(methods);
    expect(seen.control).toEqual([
      UNKNOWN,
      { asked: 'LOOKUP of a name that does not exist', answered: 'status 2' },
    ]);
    expect(seen.undeclared).toBe(0);
    expect(seen.connections).toBeLessThanOrEqual(MOST[port]);
    expect(JSON.stringify({ ...seen, sent: [] })).not.toMatch(/srv|backup/);
  });
});

const NFS = 100_003;
const PORTMAP = 100_000;
const MOUNT = 100_005;
const unavailable = accepted(1);
const done = accepted(0);

describe('programs of RPC', () => {
  it('a port mapper tells of NFS', async () => {
    await using fake = await listenRpc(({ program }) =>
      program === PORTMAP
        ? Buffer.concat([done, word(1, NFS, 4, 6, 2049, 1, PORTMAP, 2, 6, 111, 0)])
        : unavailable,
    );
    const seen = await ask(fake);
    expect(seen).toMatchObject({
      product: 'nfs',
      protocol: 'portmap',
      access: 'identified',
      control: [UNKNOWN],
    });
    expect(seen.reason).toContain('NFS at port 2049');
  });

  it.each([
    ['*', 'partial', 'metadata'],
    ['10.0.0.0/8', 'identified', null],
  ])('a mount program offers an export to %s', async (clients, access, grants) => {
    await using fake = await listenRpc(({ program, procedure }) =>
      program === MOUNT && procedure === 5
        ? Buffer.concat([done, word(1), text('/secret-path'), word(1), text(clients), word(0, 0)])
        : unavailable,
    );
    const seen = await ask(fake);
    expect(seen).toMatchObject({ product: 'nfs', protocol: 'mount', access, grants });
    expect(JSON.stringify(seen)).not.toContain('secret-path');
  });

  it.each([
    ['speaks version 3 alone', accepted(2, 3, 3), 'identified', '3'],
    ['wants stronger credentials', word(1, 1, 5), 'protected', null],
  ])('NFS that %s', async (_name, answer, access, version) => {
    await using fake = await listenRpc(({ program }) => (program === NFS ? answer : unavailable));
    expect(await ask(fake)).toMatchObject({ product: 'nfs', access, version });
  });

  it('answers for every program', async () => {
    await using fake = await listenRpc(() => Buffer.concat([done, word(0, 0, 0)]));
    expect(await ask(fake)).toMatchObject({ access: 'decoy', grants: null });
  });

  it('is something else', async () => {
    await using fake = await listenRpc(() => unavailable);
    expect(await ask(fake)).toMatchObject({ product: null, protocol: 'rpc', access: 'identified' });
  });
});
