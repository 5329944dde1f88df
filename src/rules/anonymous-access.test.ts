import { expect, it } from 'vitest';
import { ruleCases, verdictOf } from '../../test/rule-cases.ts';
import { anonymousAccess } from './anonymous-access.ts';

const TLS = { offered: true, required: true, versions: ['TLSv1.3'], certificate: null } as const;

ruleCases(anonymousAccess, {
  fail: {
    'an open store': { access: 'open', grants: 'admin' },
    'a directory listing that names files': { access: 'partial', product: 'http', grants: 'read' },
  },
  pass: {
    'a server that asks for a password': {},
    'a passwordless account, which another rule finds': { access: 'passwordless' },
    'a client certificate demanded': {
      access: 'tls-only',
      tls: { ...TLS, versions: ['TLSv1.3'], clientCertificate: true },
    },
  },
  'not-applicable': {
    'a page that anyone may read': { access: 'identified', product: 'http', protocol: 'http' },
    'a page of an unknown product': { access: 'identified', product: null, protocol: 'http' },
  },
  unknown: {
    'a refused source': { access: 'denied' },
    'TLS that led no further': { access: 'tls-only', tls: { ...TLS, versions: ['TLSv1.3'] } },
    'a product that cannot be decided harmlessly': { access: 'identified', product: 'nats' },
    'an odd protocol': { access: 'identified', product: null, protocol: 'nats' },
  },
});

it('gives what was measured, and less for a part', () => {
  expect(verdictOf(anonymousAccess, { access: 'open', grants: 'code-execution' })).toMatchObject({
    gives: 'code-execution',
  });
  expect(verdictOf(anonymousAccess, { access: 'open' })).toMatchObject({ gives: 'read' });
  expect(verdictOf(anonymousAccess, { access: 'partial' })).toMatchObject({ gives: 'metadata' });
});
