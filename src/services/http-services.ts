/** The products that speak HTTP, the surest marks first. One line a product. */
import { clickhouse } from './clickhouse/http.ts';
import { dockerRegistry } from './docker-registry/registry.ts';
import { elasticsearch } from './elasticsearch.ts';
import { etcd } from './etcd.ts';
import type { HttpService } from './families/http-service.ts';
import { http } from './http.ts';
import { opensearch } from './opensearch.ts';

export const httpServices: readonly HttpService[] = [
  // One a line, so that two changes do not meet.
  clickhouse,
  opensearch,
  elasticsearch,
  etcd,
  dockerRegistry,
];

/** What is left when no product was recognised. */
export const plainHttp: HttpService = http;
