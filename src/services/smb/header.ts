import type { ServiceHeader } from '../service.ts';

export const smb: ServiceHeader = {
  id: 'smb',
  title: 'SMB file shares',
  family: 'smb',
  sends: [
    'NEGOTIATE',
    'SESSION_SETUP NTLM',
    'SESSION_SETUP NTLM anonymous',
    'TREE_CONNECT IPC$',
    'open pipe srvsvc',
    'IOCTL srvsvc bind',
    'IOCTL srvsvc NetrShareEnum',
    'TREE_CONNECT {share}',
    'open folder',
    'QUERY_DIRECTORY names',
    'LOGOFF',
  ],
  verdicts: ['open', 'partial', 'protected', 'identified', 'decoy', 'unknown'],
  verified:
    'Samba 4.17.12, real server: guests on a share, shares with accounts only, no anonymous session',
};
