import type { ServiceHeader } from '../service.ts';

export const mssql: ServiceHeader = {
  id: 'mssql',
  title: 'Microsoft SQL Server',
  family: 'tds',
  sends: ['PRELOGIN', 'PRELOGIN without encryption', 'LOGIN7 user={user} without a password'],
  verdicts: ['passwordless', 'protected', 'decoy', 'unknown'],
  verified: 'Never seen: answers built from the vendor’s specification (MS-TDS)',
};
