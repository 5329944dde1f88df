import type { ByRule } from './remedy.ts';

const RSYNCD = 'https://download.samba.org/pub/rsync/rsyncd.conf.5';

/** Remedies for directory, file and SQL services that speak a wire of their own. */
export const wireRemedies: Readonly<Record<string, ByRule>> = {
  rsync: {
    'anonymous-access': {
      text: 'Give each module `auth users` with a `secrets file`, and `hosts allow` for the addresses that need it.',
      docs: RSYNCD,
    },
    'segregation-gap': {
      text: 'Only `hosts allow` keeps this address out: bind with `address` to a private one, and let a firewall guard port 873.',
      docs: RSYNCD,
    },
    'plaintext-transport': {
      text: 'The daemon has no TLS: run rsync over SSH, or put stunnel in front (rsync-ssl) and bind the daemon to loopback.',
      docs: 'https://download.samba.org/pub/rsync/rsync-ssl.1',
    },
    'weak-authentication-method': {
      text: 'Update to rsync 3.2.7 or newer on both sides, which choose SHA-512 or SHA-256 for the challenge.',
      docs: RSYNCD,
    },
  },
  ldap: {
    'anonymous-access': {
      text: 'Set `require authc` (olcRequires) and `disallow bind_anon` together, or narrow the access lists to `by users read by anonymous auth`.',
      docs: 'https://www.openldap.org/doc/admin26/security.html',
    },
    'plaintext-transport': {
      text: 'Give the server a certificate and demand TLS: `security ssf=128` in OpenLDAP, LDAP signing and channel binding in Active Directory.',
      docs: 'https://www.openldap.org/doc/admin26/tls.html',
    },
  },
  ftp: {
    'passwordless-account': {
      text: 'Refuse anonymous visitors (anonymous_enable=NO in vsftpd, no <Anonymous> in ProFTPD), or let them only into a folder that is meant for everybody.',
      docs: 'https://security.appspot.com/vsftpd/vsftpd_conf.html',
    },
    'plaintext-transport': {
      text: 'Demand TLS for log-ins and data (ssl_enable, force_local_logins_ssl and force_local_data_ssl in vsftpd), or use SFTP.',
      docs: 'https://www.rfc-editor.org/rfc/rfc4217',
    },
  },
  smb: {
    'anonymous-access': {
      text: 'Set `restrict anonymous = 2` and `guest ok = no` in Samba; in Windows RestrictAnonymous = 1 and RestrictNullSessAccess = 1, and no Everyone on the shares.',
      docs: 'https://www.samba.org/samba/docs/current/man-html/smb.conf.5.html',
    },
    'plaintext-transport': {
      text: 'Demand encryption: `server smb encrypt = required` in Samba, Set-SmbServerConfiguration -EncryptData $true in Windows.',
      docs: 'https://learn.microsoft.com/en-us/windows-server/storage/file-server/smb-security',
    },
  },
  mssql: {
    'passwordless-account': {
      text: 'Give sa a password and disable it (ALTER LOGIN sa WITH PASSWORD …; ALTER LOGIN sa DISABLE), or allow Windows authentication only.',
      docs: 'https://learn.microsoft.com/en-us/sql/relational-databases/security/choose-an-authentication-mode',
    },
    'plaintext-transport': {
      text: 'Switch Force Encryption (or strict encryption of TDS 8.0) on, with a certificate that clients can verify.',
      docs: 'https://learn.microsoft.com/en-us/sql/database-engine/configure-windows/configure-sql-server-encryption',
    },
  },
  nfs: {
    'anonymous-access': {
      text: 'In /etc/exports name the clients instead of *, and set sec=krb5p; with sec=sys every client says itself who its users are.',
      docs: 'https://man7.org/linux/man-pages/man5/exports.5.html',
    },
    'plaintext-transport': {
      text: 'Export with sec=krb5p, or with xprtsec=tls where both sides have RPC-with-TLS.',
      docs: 'https://man7.org/linux/man-pages/man5/exports.5.html',
    },
  },
  oracle: {
    'anonymous-access': {
      text: 'Leave LOCAL_OS_AUTHENTICATION on (or set a listener password before 10g), and let VALID_NODE_CHECKING_REGISTRATION and a firewall guard port 1521.',
      docs: 'https://docs.oracle.com/en/database/oracle/oracle-database/23/netrf/local_os_authentication-listener_name.html',
    },
    'plaintext-transport': {
      text: 'Listen with TCPS, or set SQLNET.ENCRYPTION_SERVER = REQUIRED.',
      docs: 'https://docs.oracle.com/en/database/oracle/oracle-database/23/dbseg/configuring-network-data-encryption-and-integrity.html',
    },
  },
  db2: {
    'weak-authentication-method': {
      text: 'Set AUTHENTICATION to SERVER_ENCRYPT (or better), so that names and passwords do not cross the network in clear.',
      docs: 'https://www.ibm.com/docs/en/db2/12.1.0?topic=security-authentication-methods-your-server',
    },
    'plaintext-transport': {
      text: 'Set SSL_SVCENAME with a certificate, and DB2COMM=SSL.',
      docs: 'https://www.ibm.com/docs/en/db2/12.1.0?topic=security-encrypting-data-in-transit',
    },
  },
  rethinkdb: {
    'passwordless-account': {
      text: 'Give admin a password in the table rethinkdb.users, and start with --bind and a private address.',
      docs: 'https://rethinkdb.com/docs/security/',
    },
    'plaintext-transport': {
      text: 'Start with --driver-tls-key and --driver-tls-cert.',
      docs: 'https://rethinkdb.com/docs/security/',
    },
  },
};
