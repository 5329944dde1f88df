/** Every way of talking, in the order in which an answer is offered to them. One line a family. */
import { clickhouseFamily } from './families/clickhouse-native.ts';
import { http } from './families/http.ts';
import { resp } from './families/resp.ts';
import type { Family } from './service.ts';

export const families: readonly Family[] = [clickhouseFamily, http, resp];
