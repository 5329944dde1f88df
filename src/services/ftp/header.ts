import type { ServiceHeader } from '../service.ts';

export const ftp: ServiceHeader = {
  id: 'ftp',
  title: 'FTP',
  family: 'ftp',
  sends: ['FEAT', 'PWD', 'AUTH TLS', 'STAT /', 'USER {user}', 'PASS nightlatch@invalid', 'QUIT'],
  verdicts: ['passwordless', 'protected', 'identified', 'decoy', 'unknown'],
  verified: 'vsftpd 3.0.3, real server: anonymous, accounts only, an empty folder, AUTH TLS, ftps',
};
