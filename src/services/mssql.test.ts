import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { listenMssql } from '../../test/fakes/mssql.ts';

describe('SQL Server, by its documented answers', () => {
  it.each([
    { encryption: 0, plaintext: true, tls: { offered: true, required: false } },
    { encryption: 1, plaintext: false, tls: { offered: true, required: true } },
    { encryption: 2, plaintext: true, tls: { offered: false, required: false } },
    { encryption: 3, plaintext: false, tls: { offered: true, required: true } },
  ])('says $encryption of encryption', async ({ encryption, plaintext, tls }) => {
    await using fake = await listenMssql({ encryption });
    const seen = await ask(fake);
    expect(seen).toMatchObject({
      product: 'mssql',
      protocol: 'tds',
      version: '15.0.4126',
      access: 'protected',
      plaintext,
      tls,
      undeclared: 0,
    });
    expect(seen.connections).toBeLessThanOrEqual(8);
    expect(seen.sent.filter((each) => each.startsWith('LOGIN7'))).toEqual([]);
  });

  it.each([
    { name: 'refuses them', encryption: 0, letsIn: [], access: 'protected' },
    { name: 'lets sa in', encryption: 0, letsIn: ['sa'], access: 'passwordless' },
    { name: 'lets anybody in', encryption: 0, letsIn: ['*'], access: 'decoy' },
    { name: 'insists on encryption', encryption: 3, letsIn: ['sa'], access: 'protected' },
  ])('$name', async ({ encryption, letsIn, access }) => {
    await using fake = await listenMssql({ encryption, letsIn });
    const seen = await ask({ ...fake, accounts: 'empty' });
    expect(seen).toMatchObject({ access, undeclared: 0 });
    expect(seen.grants).toBe(access === 'passwordless' ? 'admin' : null);
  });
});
