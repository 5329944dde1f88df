import { clickhouseNative } from './clickhouse/native.ts';
import { http } from './http.ts';
import { httpServices } from './http-services.ts';
import { memcached } from './memcached.ts';
import { mongodb } from './mongodb.ts';
import { mariadb, mysql } from './mysql/header.ts';
import { pgbouncer } from './pgbouncer/header.ts';
import { postgresql } from './postgresql/header.ts';
import { redis } from './redis/header.ts';
import type { ServiceHeader } from './service.ts';

/** Every product that this version can judge. One line a product. */
export const services: readonly ServiceHeader[] = [
  http,
  ...httpServices,
  clickhouseNative,
  redis,
  memcached,
  mongodb,
  postgresql,
  pgbouncer,
  mysql,
  mariadb,
];
