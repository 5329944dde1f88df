import type { ServiceHeader } from '../service.ts';

export const ldap: ServiceHeader = {
  id: 'ldap',
  title: 'LDAP directory',
  family: 'ldap',
  sends: [
    'bind anonymous',
    'search root DSE',
    'search one level sizeLimit=1 typesOnly {base}',
    'search base attributes=1.1 dc%3D{nonce}',
    'StartTLS',
    'unbind',
  ],
  lists: [
    'bind anonymous',
    'bind as {account} with a password',
    'search root DSE',
    'search one level sizeLimit=1 typesOnly {base}',
    'StartTLS',
  ],
  verdicts: ['open', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified:
    'OpenLDAP 2.5.13, real server: open, anonymous bind refused, access lists, StartTLS, ldaps; Active Directory and 389 Directory Server from documented answers',
};
