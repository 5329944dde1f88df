import { ruleCases } from '../../test/rule-cases.ts';
import { weakAuthenticationMethod } from './weak-authentication-method.ts';

const pg = { product: 'postgresql', protocol: 'pgwire' };
const tls = { offered: true, required: true, versions: ['TLSv1.3'], certificate: null };
const loopback = { address: '127.0.0.1', port: 5432, transport: 'tcp' } as const;

ruleCases(weakAuthenticationMethod, {
  fail: {
    'a clear-text password without TLS': { ...pg, authMethods: ['cleartext'] },
    'where TLS is only offered': {
      ...pg,
      authMethods: ['cleartext'],
      tls: { ...tls, required: false },
    },
    'an MD5 digest': { ...pg, authMethods: ['md5'] },
    'an MD5 digest, even on loopback': { ...pg, endpoint: loopback, authMethods: ['md5'] },
    'both, inside TLS': { ...pg, authMethods: ['cleartext', 'md5'], tls },
  },
  pass: {
    SCRAM: { ...pg, authMethods: ['scram'] },
    'MySQL native password': { product: 'mysql', authMethods: ['sha1-challenge'] },
    'a clear-text password inside required TLS': { ...pg, authMethods: ['cleartext'], tls },
  },
  'not-applicable': {
    'a clear-text password on loopback': { ...pg, endpoint: loopback, authMethods: ['cleartext'] },
    'an open server': { access: 'open', authMethods: ['none'] },
  },
  unknown: {
    'it did not say how': {},
    'plaintext not tried': { ...pg, authMethods: ['cleartext'], tls: { ...tls, required: null } },
  },
});
