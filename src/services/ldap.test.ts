import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { ldapAnswer, listenLdap } from '../../test/fakes/ldap.ts';

const OPEN = { access: 'open', grants: 'read', plaintext: true, tls: false } as const;
const SHUT = { grants: null, plaintext: true, tls: false } as const;

const EXPECTED = [
  { state: 'open', ...OPEN },
  { state: 'unbound', ...OPEN },
  { state: 'password', access: 'protected', ...SHUT },
  { state: 'acl', access: 'protected', ...SHUT },
  { state: 'hidden', access: 'identified', ...SHUT },
  { state: 'tls', ...OPEN, plaintext: false, tls: true },
  { state: 'tls-password', access: 'protected', ...SHUT, plaintext: false, tls: true },
  { state: 'ldaps', ...OPEN, plaintext: false, tls: true },
] as const;

const MOST = { usual: 3, odd: 8 } as const;

withServers('slapd')('a real OpenLDAP', () => {
  it.each(
    EXPECTED.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))),
  )('$state on its $port port', async ({ state, port, access, grants, plaintext, tls }) => {
    await using server = await startServer('slapd', state, { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({ product: 'ldap', protocol: 'ldap', access, grants, plaintext });
    expect(seen.tls?.offered).toBe(tls);
    expect(seen.tls?.certificate?.subject).toBe(tls ? 'CN=localhost' : undefined);
    expect(seen.authMethods.includes('none')).toBe(access === 'open');
    expect(seen.control).toEqual([
      { asked: 'an entry that does not exist', answered: '0 entries, result 32' },
    ]);
    expect(seen.undeclared).toBe(0);
    expect(seen.connections).toBeLessThanOrEqual(MOST[port]);
    // What the lab put into the directory, and what it is called.
    expect(JSON.stringify({ ...seen, sent: [] })).not.toMatch(/Person|7700 900|dc=lab/i);
    if (access !== 'open' || port === 'odd') return;
    const { inventory, undeclared } = await ask({ ...server, inventory: 'sample' });
    expect(undeclared).toBe(0);
    expect(inventory?.items).toMatchObject([{ kind: 'directory', name: 'dc=lab,dc=example' }]);
    const fields = inventory?.items[0]?.fields.map(({ name }) => name);
    expect(fields).toEqual(expect.arrayContaining(['cn', 'sn', 'telephonenumber']));
    expect(JSON.stringify(inventory)).not.toMatch(/Person|7700 900/);
  });
});

const ROOT = { namingContexts: ['dc=a'], supportedExtension: ['1.3.6.1.4.1.1466.20037'] };

describe('a directory as documented', () => {
  it('Active Directory wants a bind, and says result 1', async () => {
    await using fake = await listenLdap((request) => {
      if (request === 'root')
        return [
          ldapAnswer.entry({ defaultNamingContext: ['DC=corp'], namingContexts: ['DC=corp'] }),
          ldapAnswer.done(0),
        ];
      return request === 'below'
        ? [ldapAnswer.done(1, 'a successful bind must be completed on the connection')]
        : [ldapAnswer.done(10)];
    });
    expect(await ask(fake)).toMatchObject({
      product: 'ldap',
      access: 'protected',
      reason: 'It asks for a bind with credentials (result 1).',
    });
  });

  it('shows one entry and says that there are more', async () => {
    await using fake = await listenLdap((request) => {
      if (request === 'root') return [ldapAnswer.entry(ROOT), ldapAnswer.done(0)];
      return request === 'below'
        ? [ldapAnswer.entry({}), ldapAnswer.done(4)]
        : [ldapAnswer.done(32)];
    });
    expect(await ask(fake)).toMatchObject({ access: 'open', grants: 'metadata' });
  });

  it('tells its vendor', async () => {
    const root = {
      ...ROOT,
      vendorName: ['389 \u001b[31mProject'],
      vendorVersion: ['389-Directory/2.3.1 B2023.1'],
    };
    await using fake = await listenLdap((request) =>
      request === 'root' ? [ldapAnswer.entry(root), ldapAnswer.done(0)] : [ldapAnswer.done(50)],
    );
    expect(await ask(fake)).toMatchObject({
      access: 'protected',
      says: { vendor: '389 [31mProject' },
    });
  });

  it.each([
    ['finds whatever it is asked for', 'decoy', [ldapAnswer.entry(ROOT), ldapAnswer.done(0)]],
    ['is busy', 'unknown', [ldapAnswer.done(51)]],
    ['names nothing', 'identified', [ldapAnswer.done(0)]],
    ['promises TLS and has none', 'tls-only', [ldapAnswer.done(13)]],
    ['sends entries without an end', 'unknown', Array(50).fill(ldapAnswer.entry(ROOT))],
    ['answers another question', 'unknown', [ldapAnswer.done(0, '', 99)]],
  ])('%s', async (_name, access, answers) => {
    await using fake = await listenLdap(() => answers);
    expect(await ask({ ...fake, limits: { answer: 300 } })).toMatchObject({
      protocol: 'ldap',
      access,
      grants: null,
    });
  });
});
