/**
 * Lines as vendors' documentation and published samples show them, for products that are not here; addresses are of the
 * ranges for documentation. What is read of them is stated by hand.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf } from './clock.ts';
import type { TrailEvent } from './event.ts';
import { trailKinds } from './index.ts';
import type { ReadOptions } from './kind.ts';
import { readChunks } from './read-trail.ts';

const OPTIONS: ReadOptions = {
  clock: clockOf(),
  written: Date.UTC(2026, 10, 25),
  ports: new Set([443, 9200]),
};
const STRANGER = '203.0.113.7';

async function read(text: string, options: Partial<ReadOptions> = {}) {
  const events: TrailEvent[] = [];
  const found = await readChunks([Buffer.from(text)], { ...OPTIONS, ...options }, (event) =>
    events.push(event),
  );
  return { ...found, events };
}

const SAMPLES: Readonly<
  Record<
    string,
    { lines: readonly string[]; shows: Partial<TrailEvent>; options?: Partial<ReadOptions> }
  >
> = {
  'mongodb-log': {
    lines: [
      '{"t":{"$date":"2026-11-20T10:00:00.000+00:00"},"s":"I","c":"NETWORK","id":22943,"ctx":"listener","msg":"Connection accepted","attr":{"remote":"203.0.113.7:51234","connectionId":7,"connectionCount":1}}',
      '{"t":{"$date":"2026-11-20T10:00:00.010+00:00"},"s":"I","c":"NETWORK","id":51800,"ctx":"conn7","msg":"client metadata","attr":{"remote":"203.0.113.7:51234","client":"conn7","doc":{"application":{"name":"mongodump"},"driver":{"name":"mongo-go-driver"}}}}',
      '{"t":{"$date":"2026-11-20T10:00:01.000+00:00"},"s":"I","c":"COMMAND","id":51803,"ctx":"conn7","msg":"Slow query","attr":{"type":"command","ns":"shop.customers","command":{"find":"customers","filter":{},"$db":"shop"},"docsExamined":250,"nreturned":250,"reslen":20480,"remote":"203.0.113.7:51234","durationMillis":120}}',
    ],
    shows: {
      act: 'read',
      tables: ['shop.customers'],
      rows: 250,
      certainty: 'proven',
      bytes: { payload: 20_480 },
      client: 'mongodump',
      signs: ['bulk-dump'],
    },
  },
  'mongodb-text-log': {
    lines: [
      '2017-01-03T10:00:00.000+0000 I NETWORK  [initandlisten] connection accepted from 203.0.113.7:40112 #3 (1 connection now open)',
      '2017-01-03T10:00:01.000+0000 I COMMAND  [conn3] command shop.customers command: find { find: "customers", filter: {} } planSummary: COLLSCAN keysExamined:0 docsExamined:101 numYields:0 nreturned:101 reslen:9000 locks:{} protocol:op_query 150ms',
      '2017-01-03T10:00:02.000+0000 I COMMAND  [conn3] dropDatabase shop starting',
    ],
    shows: { act: 'destroyed', tables: ['shop'] },
  },
  'elasticsearch-log': {
    lines: [
      '[2020-07-24T00:00:27,451][INFO ][o.e.c.m.MetaDataDeleteIndexService] [node-1] [users_index_2/abc] deleting index',
      '[2020-07-24T00:00:28,451][INFO ][o.e.c.m.MetaDataCreateIndexService] [node-1] [gk01juo8o3-meow] creating index, cause [api], templates [], shards [1]/[1], mappings []',
    ],
    shows: { act: 'changed', address: null, signs: ['ransom-note'] },
  },
  'aws-vpc-flow-log': {
    lines: [
      'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
      '2 123456789010 eni-1235b8ca 203.0.113.7 10.0.0.5 51000 9200 6 20 4249 1795168800 1795168860 ACCEPT OK',
      '2 123456789010 eni-1235b8ca 10.0.0.5 203.0.113.7 9200 51000 6 200 904249 1795168800 1795168860 ACCEPT OK',
    ],
    shows: { act: 'connected', bytes: { wire: 904_249 }, certainty: 'bounded', requests: 0 },
  },
  'zeek-conn-log': {
    lines: [
      String.raw`#separator \x09`,
      '#set_separator\t,',
      '#path\tconn',
      '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_bytes\tresp_bytes\tconn_state\tmissed_bytes\torig_ip_bytes\tresp_ip_bytes',
      '1795168800.123456\tCx1\t203.0.113.7\t51000\t10.0.0.5\t9200\ttcp\t3.5\t410\t902000\tSF\t0\t900\t950000',
    ],
    shows: {
      act: 'connected',
      bytes: { payload: 902_000, wire: 950_000 },
      certainty: 'bounded',
      requests: 1,
    },
  },
  conntrack: {
    lines: [
      'ipv4     2 tcp      6 431999 ESTABLISHED src=203.0.113.7 dst=10.0.0.5 sport=51000 dport=9200 packets=10 bytes=600 src=10.0.0.5 dst=203.0.113.7 sport=9200 dport=51000 packets=90 bytes=120000 [ASSURED] mark=0 use=1',
    ],
    shows: { act: 'connected', bytes: { wire: 120_000 } },
  },
  's3-access-log': {
    lines: [
      '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-bucket [06/Feb/2026:00:00:38 +0000] 203.0.113.7 - 3E57427F3EXAMPLE REST.GET.OBJECT photos/2026/01/puppy.jpg "GET /amzn-bucket/photos/puppy.jpg HTTP/1.1" 200 - 9600 9600 70 10 "-" "curl/8" - s9lzHYrFp76ZVxRcpX9= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn.s3.us-west-1.amazonaws.com TLSV1.2 - -',
    ],
    shows: {
      act: 'read',
      rows: 1,
      bytes: { payload: 9600 },
      user: 'anonymous',
      tables: ['amzn-bucket'],
    },
  },
  'ollama-log': {
    lines: [
      'time=2026-02-25T18:14:20.000Z level=INFO source=routes.go:1234 msg="Listening on [::]:11434"',
      '[GIN] 2026/02/25 - 18:14:21 | 200 |    1.445958ms |    203.0.113.7 | GET      "/api/tags"',
    ],
    shows: { act: 'metadata', certainty: 'unbounded' },
  },
  'qdrant-log': {
    lines: [
      '2026-10-13T21:30:45.107040Z  INFO qdrant::actix: Qdrant HTTP listening on 6333',
      '2026-10-13T21:30:46.107040Z  INFO actix_web::middleware::logger: 203.0.113.7 "POST /collections/chats/points/scroll HTTP/1.1" 200 155000 "-" "qdrant-js/1.15.1" 0.043096',
    ],
    shows: {
      act: 'read',
      tables: ['chats'],
      bytes: { payload: 155_000 },
      signs: ['bulk-dump'],
      certainty: 'bounded',
    },
  },
  'caddy-access-log': {
    lines: [
      '{"level":"info","ts":1795168800.123,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"203.0.113.7","remote_port":"5000","client_ip":"203.0.113.7","proto":"HTTP/1.1","method":"GET","host":"x","uri":"/customers/_search?scroll=1m&size=10000","headers":{"User-Agent":["elasticdump"]}},"user_id":"","duration":0.01,"size":81234,"status":200}',
    ],
    shows: {
      act: 'read',
      tables: ['customers'],
      bytes: { payload: 81_234 },
      product: 'elasticsearch',
      signs: ['bulk-dump'],
    },
  },
  'mysql-audit-log': {
    lines: [
      '20261120 10:00:00,db1,root,203.0.113.7,7,0,CONNECT,,,0',
      "20261120 10:00:01,db1,root,203.0.113.7,7,12,QUERY,shop,'SELECT * FROM customers WHERE name = \\'canary\\'',0",
    ],
    shows: { act: 'read', tables: ['shop.customers'], rows: null, user: 'root' },
  },
  'clickhouse-server-log': {
    lines: [
      '2022.09.23 15:37:02.791943 [ 42350 ] {4ee5} <Debug> executeQuery: (from [::ffff:203.0.113.7]:39428, user: admin, using production parser) (comment: x) SELECT * FROM chats.log (stage: Complete)',
      '2022.09.23 15:37:03.791943 [ 42350 ] {4ee5} <Information> executeQuery: Read 100000 rows, 2.09 MiB in 0.022 sec., 4486706 rows/sec., 93.66 MiB/sec.',
    ],
    shows: {
      act: 'read',
      tables: ['chats.log'],
      rows: 100_000,
      certainty: 'bounded',
      user: 'admin',
    },
  },
  'clickhouse-query-log': {
    lines: [
      '{"type":"QueryFinish","event_time":"2026-11-20 10:00:00","read_rows":"100","read_bytes":"9000","result_rows":"100","result_bytes":"8192","query":"SELECT * FROM chats.log FORMAT Native","is_initial_query":1,"initial_user":"default","initial_address":"::ffff:203.0.113.7","http_user_agent":"","client_name":"ClickHouse client","tables":["chats.log"],"used_table_functions":[],"ProfileEvents":{"NetworkSendBytes":"7777"},"log_comment":""}',
    ],
    shows: {
      act: 'read',
      tables: ['chats.log'],
      rows: 100,
      certainty: 'proven',
      bytes: { ram: 8192, wire: 7777 },
      signs: ['whole-table', 'bulk-dump'],
    },
  },
};

describe('documented lines', () => {
  it.each(Object.entries(SAMPLES))(
    'of %s are recognised and read',
    async (kind, { lines, shows, options }) => {
      const found = await read(`${lines.join('\n')}\n`, options);
      expect(found.kind?.id).toBe(kind);
      expect(found.tracker.damagedLines).toBe(0);
      const last = found.events.at(-1);
      expect(last).toMatchObject(shows);
      if (shows.address === undefined) expect(last?.address).toBe(STRANGER);
    },
  );

  it.each([
    ['SELECT toString(uniqExact(`user`)) FROM `chats`.`log`', 1],
    ['SELECT toString(uniqExact(`user`)) FROM `chats`.`log` SETTINGS max_threads = 1', 1],
    ['SELECT toString(uniqExact(`user`)), `text` FROM `chats`.`log`', 1_000_000],
    ['SELECT toString(uniqExact(`user`)) FROM `chats`.`log` GROUP BY `text`', 1_000_000],
  ])('of a count that reads a million rows: %s gave at most %d', async (sql, rows) => {
    const lines = [
      `2026.11.25 15:37:02.791943 [ 4 ] {4ee5} <Debug> executeQuery: (from 203.0.113.7:39428) ${sql}`,
      '2026.11.25 15:37:03.791943 [ 4 ] {4ee5} <Information> executeQuery: Read 1000000 rows, 2.09 MiB in 0.022 sec., 4486706 rows/sec., 93.66 MiB/sec.',
    ];
    const found = await read(`${lines.join('\n')}\n`);
    expect(found.events).toMatchObject([{ rows, scanned: 1_000_000, certainty: 'bounded' }]);
  });

  it('of a custom flow format are read by the fields that the owner names', async () => {
    const flowFormat =
      '${version} ${pkt-srcaddr} ${srcaddr} ${dstaddr} ${dstport} ${srcport} ${bytes} ${start} ${end} ${action} ${log-status} ${reject-reason}';
    const lines = [
      '8 203.0.113.7 10.0.0.1 10.0.0.5 9200 51000 900 1795168800 1795168860 REJECT OK BPA',
      '8 - - - - - - 1795168860 1795168920 - SKIPDATA -',
    ];
    const found = await read(`${lines.join('\n')}\n`, { flowFormat });
    expect(found.kind?.id).toBe('aws-vpc-flow-log');
    expect(found.events).toMatchObject([{ act: 'refused', address: STRANGER }]);
    expect(found.tracker.suspicions.map(({ kind }) => kind)).toEqual(['records-skipped']);
  });
});

describe('hostile bytes', () => {
  const text = Object.values(SAMPLES).map(({ lines }) => `${lines.join('\n')}\n`);

  it('cut anywhere give the same events', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...text),
        fc.array(fc.nat(4000), { maxLength: 12 }),
        async (whole, cuts) => {
          const bytes = Buffer.from(whole);
          const at = [0, ...cuts.map((cut) => cut % bytes.length), bytes.length].toSorted(
            (a, b) => a - b,
          );
          const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
          const events: TrailEvent[] = [];
          await readChunks(pieces, OPTIONS, (event) => events.push(event));
          expect(events).toEqual((await read(whole)).events);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('of any kind are counted, and stop nothing', async () => {
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((each) => Buffer.from(each)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...text),
        fc.array(junk, { maxLength: 8 }),
        async (whole, pieces) => {
          const found = await readChunks(
            [
              Buffer.from(whole),
              ...pieces.map((each) => Buffer.from(each)),
              Buffer.from(`\n${whole}`),
            ],
            OPTIONS,
            () => undefined,
          );
          expect(found.kind).toBeDefined();
          for (const shape of found.tracker.shapes.keys())
            expect(shape).toMatch(/^[\x20-\x7e…]{0,80}$/);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('given to every kind by force, throw nothing', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.constantFrom(...text.flatMap((each) => each.split('\n'))),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...trailKinds),
        fc.array(line, { maxLength: 20 }),
        (kind, lines) => {
          const nothing = (): void => undefined;
          const sink = {
            event: nothing,
            dated: nothing,
            damaged: nothing,
            suspect: nothing,
            namesReaders: nothing,
          };
          const reader = kind.read(sink, OPTIONS);
          for (const each of lines) reader.line(each);
          reader.end();
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of a megabyte without a line end are read in no time', async () => {
    for (const start of [
      '"',
      "'",
      '[GIN] ',
      '2026.11.20 10:00:00 [ 1 ] {',
      'a'.repeat(50),
      '{"a":',
      '(from ',
    ]) {
      const began = performance.now();
      await read(`${text[0]}${start.repeat(200_000)}\n`);
      expect(performance.now() - began).toBeLessThan(2000);
    }
  });
});
