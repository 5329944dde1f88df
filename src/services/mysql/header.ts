import { mysqlLists } from './listing.ts';
import type { ServiceHeader } from '../service.ts';

/** Privileges that make an administrator: https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html */
export const PRIVILEGES =
  "SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE IN ('SUPER', 'CREATE USER')";

const sends = [
  'SSLRequest',
  'HandshakeResponse41 user={user} plugin={plugin}',
  'HandshakeResponse41 user={user} plugin={plugin} program_name={name}',
  'answer to a challenge',
  'COM_QUERY SELECT USER(), CURRENT_USER()',
  'COM_QUERY SHOW DATABASES',
  'COM_QUERY SHOW GRANTS',
  `COM_QUERY ${PRIVILEGES}`,
  'COM_QUIT',
];

const verdicts = [
  'open',
  'passwordless',
  'default-password',
  'protected',
  'denied',
  'decoy',
  'unknown',
] as const;

export const mysql: ServiceHeader = {
  id: 'mysql',
  title: 'MySQL and compatible servers',
  family: 'mysql',
  sends,
  lists: mysqlLists,
  verdicts,
  verified:
    'MySQL 8.0.28 and 8.4.8, real servers (lab:heavy), and 5.7.21 by hand; other answers on MariaDB',
};

export const mariadb: ServiceHeader = {
  id: 'mariadb',
  title: 'MariaDB',
  family: 'mysql',
  sends,
  lists: mysqlLists,
  verdicts,
  verified: 'MariaDB 10.11.19, real server',
};

export const mysqlX: ServiceHeader = {
  id: 'mysql',
  title: 'MySQL over its X Protocol',
  family: 'mysqlx',
  sends: ['CapabilitiesGet', 'StmtExecute SELECT 1'],
  verdicts: ['protected', 'decoy', 'unknown'],
  verified: 'MySQL 8.0.28 and 8.4.8, real servers (lab:heavy)',
};
