import type { Lifecycle } from './lifecycle.ts';

/**
 * Directory, file and SQL services; read as lifecycles.ts says. Left out: rsync, vsftpd, OpenLDAP and NFS tell no
 * version of a cycle; Samba tells none to a stranger; Oracle and Db2 have dates by contract.
 */
export const wireLifecycles: Readonly<Record<string, Lifecycle>> = {
  mssql: {
    // End of extended support, which updates for security last until; of the last service pack, where there were any.
    source: 'https://learn.microsoft.com/lifecycle/products/?terms=SQL%20Server',
    asOf: '2026-03-12',
    parts: 1,
    cycles: {
      '17': '2036-01-06',
      '16': '2033-01-11',
      '15': '2030-01-08',
      '14': '2027-10-12',
      '13': '2026-07-14',
      '12': '2024-07-09',
      '11': '2022-07-12',
    },
    before: ['11', '2019-07-09'],
  },
};
