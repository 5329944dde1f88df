import { expect, it } from 'vitest';
import { ruleCases, verdictOf } from '../../test/rule-cases.ts';
import { plaintextTransport } from './plaintext-transport.ts';

const none = { offered: false, required: false, versions: [], certificate: null };
const offered = { offered: true, required: false, versions: ['TLSv1.3'], certificate: null };
const required = { ...offered, required: true };
const loopback = { address: '127.0.0.1', port: 6379, transport: 'tcp' } as const;

ruleCases(plaintextTransport, {
  fail: {
    'it answered in plaintext, and TLS was not asked': {},
    'no TLS': { tls: none },
    'TLS offered, plaintext answered too': { tls: offered },
    'open, in plaintext': { access: 'open', tls: none },
    'asked at loopback, bound to everything': { endpoint: { ...loopback, boundTo: '0.0.0.0' } },
  },
  pass: {
    'plaintext refused': { tls: required },
    'nothing but TLS': { access: 'tls-only', tls: required },
  },
  'not-applicable': {
    'a loopback target': { endpoint: loopback },
    'a listener bound to loopback': { endpoint: { ...loopback, address: '::1', boundTo: '::1' } },
    'a policy that does not ask for it': {
      circumstances: { policy: { default: { in_transit: 'any' } } },
    },
    'a public page': { access: 'identified', product: 'http' },
    'a refused source, which sent nothing': { access: 'denied' },
  },
  unknown: { 'plaintext not tried': { tls: { ...offered, required: null } } },
});

it('weighs credentials in clear above data that anyone may have', () => {
  expect(verdictOf(plaintextTransport, { tls: none })).toMatchObject({ gives: 'read' });
  expect(verdictOf(plaintextTransport, { tls: none, access: 'open' })).toMatchObject({
    gives: 'metadata',
  });
  expect(verdictOf(plaintextTransport, { tls: offered })).toMatchObject({ gives: 'metadata' });
});
