import { describe, expect, it } from 'vitest';
import { clockOf, dayFirst, stamp } from '../trails/clock.ts';
import { type TrailEvent, event } from '../trails/event.ts';
import { trailKinds } from '../trails/index.ts';
import { readSql } from '../trails/sql.ts';
import { Tracker } from '../trails/tracker.ts';
import { coverageOf } from './coverage.ts';
import { LedgerMaker } from './ledger.ts';
import { peopleAffected } from './people.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1);
const kind = (id: string) => {
  const found = trailKinds.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};

function ledgerOf(events: readonly [string, Partial<TrailEvent>][]) {
  const maker = new LedgerMaker({ window: undefined, known: [], holdings: [], clockOffset: null });
  for (const [id, found] of events)
    maker.add(id, event({ at: START, act: 'read', address: '203.0.113.7', ...found }), kind(id));
  return maker.make(START);
}

describe('visits', () => {
  it('end with a quarter of an hour of silence, in whatever order the lines come', () => {
    const minutes = [40, 0, 10, 20, 60];
    const { visits } = ledgerOf(
      minutes.map((minute) => ['web-access-log', { at: START + minute * 60_000 }]),
    );
    expect(
      visits.map(({ span, requests }) => [
        span.from.slice(14, 16),
        span.to.slice(14, 16),
        requests,
      ]),
    ).toEqual([
      ['00', '20', 3],
      ['40', '40', 1],
      ['00', '00', 1],
    ]);
    const bridged = ledgerOf(
      [...minutes, 30, 50].map((minute) => ['web-access-log', { at: START + minute * 60_000 }]),
    );
    expect(bridged.visits.map(({ requests }) => requests)).toEqual([7]);
  });

  it('never add proven, bounded and unbounded rows', () => {
    const tables = ['default.log'];
    const { visits } = ledgerOf([
      ['clickhouse-query-log', { tables, rows: 100, scanned: 100, certainty: 'proven' }],
      ['clickhouse-query-log', { tables, rows: 900, scanned: 900, certainty: 'bounded' }],
      ['mysql-general-log', { tables, product: 'clickhouse' }],
    ]);
    expect(visits[0]?.tables.map(({ certainty, rows }) => [certainty, rows])).toEqual([
      ['bounded', 900],
      ['proven', 100],
    ]);
  });

  it('count once what two trails show, and what the weaker shows beyond', () => {
    const tables = ['default.log'];
    const served = { tables, rows: 700, scanned: 700, certainty: 'bounded' } as const;
    const { visits, suspicions } = ledgerOf([
      ['clickhouse-query-log', { tables, rows: 500, scanned: 700, certainty: 'proven' }],
      ['clickhouse-server-log', served],
      ['clickhouse-server-log', served],
    ]);
    expect(
      visits[0]?.tables.map(({ certainty, rows, requests }) => [certainty, rows, requests]),
    ).toEqual([
      ['bounded', 700, 1],
      ['proven', 500, 1],
    ]);
    expect(suspicions.map((each) => each.kind)).toEqual(['not-in-query-log']);
  });

  it('do not let a stranger hide behind our name', () => {
    const { own, visits, suspicions } = ledgerOf([
      ['clickhouse-query-log', { own: true, rows: 20, certainty: 'proven' }],
      ['clickhouse-query-log', { own: true, rows: 100_000, certainty: 'proven' }],
    ]);
    expect(own.requests).toBe(1);
    expect(visits[0]?.total.rows).toBe(100_000);
    expect(suspicions[0]?.kind).toBe('claims-to-be-nightlatch');
  });
});

describe('coverage', () => {
  it('is what recorded, less the silences, and says why not', () => {
    const gaps = [{ from: START + 4 * HOUR, to: START + 6 * HOUR }];
    const source = { id: 'a', from: START, to: START + 10 * HOUR, recordsReads: true, gaps };
    const mute = {
      id: 'b',
      from: START + 10 * HOUR,
      to: START + 12 * HOUR,
      recordsReads: false,
      gaps: [],
    };
    const found = coverageOf([source, mute], { from: START, to: START + 16 * HOUR });
    expect(found.share).toBe(0.5);
    expect(found.gaps.map(({ reason }) => reason)).toEqual([
      'a trail is silent here for unusually long',
      'the trails of this time do not record who reads',
      'no trail was given for this time',
    ]);
  });

  it('takes a silence for one only where lines are else close together', () => {
    const busy = new Tracker(true);
    for (let at = 0; at < 10_000; at++) busy.date(START + at * 1000 + (at > 5000 ? 2 * HOUR : 0));
    expect(busy.gaps().length).toBe(1);
    const quiet = new Tracker(true);
    for (let at = 0; at < 100; at++) quiet.date(START + at * HOUR);
    expect(quiet.gaps()).toEqual([]);
    quiet.date(START);
    expect(quiet.suspicions.map((each) => each.kind)).toEqual(['clock-went-back']);
  });
});

describe('people', () => {
  const holdings = [{ table: 't', rows: 1000, people: 400 }];
  const read = (plain: number, behind: number, isOpen = false) =>
    new Map([['t', { plain, behind, isOpen }]]);

  it('are at least those who cannot be missing from what was read, at most one a row', () => {
    expect(peopleAffected(holdings, read(1000, 1000), true)).toMatchObject({ low: 400, high: 400 });
    expect(peopleAffected(holdings, read(700, 700), true)).toMatchObject({ low: 100, high: 400 });
    expect(peopleAffected(holdings, read(50, 120), true)).toMatchObject({ low: 1, high: 120 });
    expect(peopleAffected(holdings, read(0, 0, true), true)).toMatchObject({ low: 0, high: 400 });
    expect(peopleAffected(holdings, new Map(), true)).toMatchObject({ low: 0, high: 0 });
    expect(peopleAffected(holdings, new Map(), false)).toMatchObject({ low: 0, high: 400 });
    expect(peopleAffected([], read(1, 1), true)).toBeNull();
  });
});

describe('statements', () => {
  it.each([
    ['SELECT * FROM a.b, c AS x JOIN "D d" ON 1', 'read', ['a.b', 'c', 'D d']],
    [`SELECT 'FROM secret' FROM t -- FROM u`, 'read', ['t']],
    ['SELECT EXTRACT(year FROM day) FROM t', 'read', ['t']],
    ['WITH q AS (SELECT 1 FROM inner_one) SELECT * FROM q', 'read', ['inner_one', 'q']],
    [`INSERT INTO FUNCTION s3('https://x') SELECT * FROM t`, 'wrote', ['t']],
    ['INSERT INTO t (a, b) VALUES (1, 2)', 'wrote', ['t']],
    ['SHOW TABLES', 'metadata', []],
    ['SELECT version()', 'metadata', []],
    ['SELECT * FROM system.tables', 'metadata', ['system.tables']],
    ['TRUNCATE TABLE system.query_log', 'destroyed', ['system.query_log']],
    ['COPY public.t (a) TO stdout', 'read', ['public.t']],
    ['', 'metadata', []],
  ] as const)('%s', (sql, act, tables) => {
    expect(readSql(sql)).toMatchObject({ act, tables });
  });

  it.each([
    ['SELECT /*!40001 SQL_NO_CACHE */ * FROM `t`', 'bulk-dump'],
    [`SELECT * FROM url('http://x/')`, 'outbound-function'],
    ['SELECT 1 FROM t SETTINGS log_queries = 0', 'log-switched-off'],
    ['SET GLOBAL general_log = OFF', 'log-switched-off'],
    ['ALTER TABLE system.query_log DELETE WHERE 1', 'log-switched-off'],
    ['CREATE DATABASE READ__ME_TO_RECOVER_YOUR_DATA', 'ransom-note'],
    [`COPY x FROM PROGRAM 'id'`, 'runs-program'],
    [`SELECT 1 INTO OUTFILE '/tmp/x'`, 'writes-file'],
  ])('%s looks like %s', (sql, sign) => {
    expect(readSql(sql).signs).toContain(sign);
  });
});

describe('clocks', () => {
  it('know zones by offset and by name, summer time too', () => {
    expect(stamp('2026-07-01 12:00:00', clockOf('+02:00'))).toBe(Date.UTC(2026, 6, 1, 10));
    expect(stamp('2026-07-01 12:00:00', clockOf('Europe/Berlin'))).toBe(Date.UTC(2026, 6, 1, 10));
    expect(stamp('2026-01-01 12:00:00', clockOf('Europe/Berlin'))).toBe(Date.UTC(2026, 0, 1, 11));
    expect(stamp('2026-01-01T12:00:00.250Z', clockOf('Europe/Berlin', 10))).toBe(
      Date.UTC(2026, 0, 1, 11, 59, 50, 250),
    );
    expect(dayFirst('22/Nov/2026:22:35:41 +0130', clockOf())).toBe(
      Date.UTC(2026, 10, 22, 21, 5, 41),
    );
    expect(stamp('9999-99-99 99:99:99', clockOf())).toBeUndefined();
  });
});
