import { data, overTls, type Product } from './product.ts';
import { known, wire } from './listed.ts';

/** Directory, file, container and observability services of which this version knows the ports; see listed.ts. */
export const laterServices: readonly Product[] = [
  known(
    'ldap',
    'LDAP directory',
    'https://www.openldap.org/doc/admin26/security.html',
    data(389, 'ldap'),
    overTls(636, 'ldap'),
    data(3268, 'ldap'),
    overTls(3269, 'ldap'),
  ),
  wire(
    'smb',
    'SMB',
    'smb',
    'https://www.samba.org/samba/docs/current/man-html/smb.conf.5.html',
    445,
    139,
  ),
  known(
    'nfs',
    'NFS',
    'https://man7.org/linux/man-pages/man5/exports.5.html',
    data(2049, 'nfs'),
    data(111, 'nfs'),
  ),
  wire('rsync', 'rsync', 'rsync', 'https://download.samba.org/pub/rsync/rsyncd.conf.5', 873),
  known(
    'ftp',
    'FTP',
    'https://www.rfc-editor.org/rfc/rfc4217',
    data(21, 'ftp'),
    overTls(990, 'ftp'),
  ),
];
