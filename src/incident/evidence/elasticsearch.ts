/**
 * Elasticsearch and OpenSearch. Who was connected is kept for five minutes after they leave, so that is asked first:
 * https://www.elastic.co/guide/en/elasticsearch/reference/current/modules-network.html (http.client_stats).
 */
import { group, type Evidence } from './take.ts';

export const elasticsearch: Evidence = {
  takes: [
    ...group('sessions', { 'http-clients': '/_nodes/stats/http', tasks: '/_tasks?detailed' }),
    ...group('counters', {
      nodes: '/_nodes/stats',
      usage: '/_nodes/usage',
      indices: '/_stats/search,get',
    }),
    ...group('settings', {
      settings: '/_cluster/settings?include_defaults=true&flat_settings=true',
      version: '/',
    }),
    ...group('grants', { repositories: '/_snapshot/_all', pipelines: '/_ingest/pipeline' }),
    ...group('objects', {
      'index-list':
        '/_cat/indices?h=index,uuid,creation.date,creation.date.string,docs.count,docs.deleted,store.size&s=creation.date:desc&bytes=b',
      aliases: '/_cat/aliases',
    }),
  ],
};
