import type { ServiceHeader } from '../service.ts';

export const nfs: ServiceHeader = {
  id: 'nfs',
  title: 'NFS, its port mapper and its list of exports',
  family: 'nfs',
  sends: [
    'NFS 4 NULL',
    'NFS 4 PUTROOTFH READDIR',
    'NFS 4 PUTROOTFH LOOKUP {name} READDIR',
    'NFS 4 PUTROOTFH LOOKUP {name} LOOKUP {name} READDIR',
    'NFS 4 PUTROOTFH LOOKUP {name} LOOKUP {name} LOOKUP {name} READDIR',
    'NFS 4 PUTROOTFH LOOKUP {name} LOOKUP {name} LOOKUP {name} LOOKUP {name} READDIR',
    'NFS 4 PUTROOTFH LOOKUP {nonce}',
    'NULL program={nonce}',
    'PORTMAP 2 DUMP',
    'MOUNT 3 EXPORT',
  ],
  verdicts: ['open', 'partial', 'protected', 'identified', 'decoy', 'unknown'],
  verified:
    'NFS-Ganesha 4.3, real server, NFS 4: open, Kerberos only, other clients only; port mapper and mount from their RFCs',
};
