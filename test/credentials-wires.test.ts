import { expect, test } from 'vitest';
import { LAB_PASSWORD, LAB_USER, startServer } from '../lab/index.ts';
import { withServers } from '../lab/testing.ts';
import { asked } from './ask-lent.ts';
import { canaries } from './canaries.ts';

const USED = { outcome: 'used', canWrite: null };
const REFUSED = { outcome: 'refused', canWrite: null };

withServers('slapd')('a real OpenLDAP, as the owner', () => {
  const admin = 'cn=admin,dc=lab,dc=example';

  test('by simple bind, in clear on loopback', async () => {
    await using server = await startServer('slapd', 'password');
    const all = await asked(server, admin, LAB_PASSWORD);
    expect(all).toMatchObject({ access: 'protected', credential: USED });
    expect(all.inventory?.items).toMatchObject([
      {
        kind: 'directory',
        name: 'dc=lab,dc=example',
        fields: expect.arrayContaining([{ name: 'telephonenumber', type: 'attribute' }]),
      },
    ]);
    expect(all.sent).toContain('bind as {account} with a password');
    expect(JSON.stringify(all)).not.toContain('cn=admin');
    const wrong = await asked(server, admin, canaries.password);
    expect(wrong.credential).toEqual(REFUSED);
    expect(wrong.inventory?.items).toEqual([]);
    // It would be let in as a stranger is, and lent for nothing.
    const nameless = await asked(server, '', canaries.password);
    expect(nameless.credential).toEqual(REFUSED);
    expect(nameless.sent.filter((words) => words.startsWith('bind as'))).toEqual([]);
  });
});

withServers('nats-server')('a real NATS, as the owner', () => {
  test('by name and password', async () => {
    await using server = await startServer('nats-server', 'password');
    const all = await asked(server, LAB_USER, LAB_PASSWORD);
    expect(all).toMatchObject({ access: 'protected', credential: USED });
    expect(all.inventory?.notReached).toMatch(/nothing was published/);
    const wrong = await asked(server, LAB_USER, `"not\\${canaries.password}`);
    expect(wrong.credential).toEqual(REFUSED);
  });
});

withServers('mosquitto')('a real Mosquitto, as the owner', () => {
  test('by name and password', async () => {
    await using server = await startServer('mosquitto', 'password');
    const all = await asked(server, LAB_USER, LAB_PASSWORD);
    expect(all).toMatchObject({ access: 'protected', credential: USED });
    expect(all.inventory?.notReached).toMatch(/no list of topics/);
    expect(all.sent).toContain('CONNECT 3.1.1 without an id with an account');
    const wrong = await asked(server, LAB_USER, canaries.password);
    expect(wrong.credential).toEqual(REFUSED);
  });
});
