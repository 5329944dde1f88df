import { expect, it } from 'vitest';
import { ruleCases, verdictOf } from '../../test/rule-cases.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateNameMismatch } from './certificate-name-mismatch.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';

const good = {
  subject: 'CN=db.example.com',
  names: ['db.example.com'],
  issuer: 'CN=Test CA',
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
  selfSigned: false,
};
const tls = { offered: true, required: true, versions: ['TLSv1.3'], certificate: good };
const shown = (changes: Partial<typeof good>) => ({
  tls: { ...tls, certificate: { ...good, ...changes } },
});
const at = (host: string) => ({
  endpoint: { address: '10.0.0.5', port: 6380, transport: 'tcp' as const, host },
});
const others = {
  'not-applicable': { 'no TLS': {}, 'TLS refused': { tls: { ...tls, offered: false } } },
};
const noCertificate = { 'no certificate shown': { tls: { ...tls, certificate: null } } };

ruleCases(certificateExpired, {
  fail: { 'ended yesterday': shown({ notAfter: '2026-11-24T12:00:00Z' }) },
  pass: { 'ends tomorrow': shown({ notAfter: '2026-11-26T12:00:00Z' }) },
  ...others,
  unknown: { ...noCertificate, 'no date': shown({ notAfter: 'soon\u001b[2J' }) },
});

ruleCases(certificateNotYetValid, {
  fail: { 'begins tomorrow': shown({ notBefore: '2026-11-26T12:00:00Z' }) },
  pass: { 'began yesterday': shown({ notBefore: '2026-11-24T12:00:00Z' }) },
  ...others,
  unknown: { ...noCertificate, 'no date': shown({ notBefore: '' }) },
});

ruleCases(certificateNameMismatch, {
  fail: {
    'another name': { ...at('cache.example.com'), ...shown({}) },
    'a name in the subject only': { ...at('db.example.com'), ...shown({ names: [] }) },
  },
  pass: { 'the name that was given': { ...at('DB.Example.com.'), ...shown({}) } },
  'not-applicable': {
    'no name was given': shown({ names: ['other.example.com'] }),
    'no TLS': at('db.example.com'),
  },
  unknown: {
    'no certificate shown': { ...at('db.example.com'), tls: { ...tls, certificate: null } },
  },
});

it('takes no text of the server into its sentence', () => {
  const verdict = verdictOf(certificateExpired, shown({ notAfter: '2020-01-01T00:00:00Z' }));
  expect(verdict).toMatchObject({ because: 'The certificate ended on 2020-01-01.' });
});
