import { clickhouseNative } from './clickhouse/native.ts';
import { http } from './http.ts';
import { httpServices } from './http-services.ts';
import { redis } from './redis.ts';
import type { ServiceHeader } from './service.ts';

/** Every product that this version can judge. One line a product. */
export const services: readonly ServiceHeader[] = [http, ...httpServices, clickhouseNative, redis];
