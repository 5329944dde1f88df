import { describe, expect, it } from 'vitest';
import { incidentSaying, ledgerSaying } from '../../test/incident-sample.ts';
import { HOSTILE } from '../../test/report-hostile.ts';
import { incidentFormats, type IncidentFormat } from './incident-formats.ts';

const FORMATS = Object.keys(incidentFormats) as IncidentFormat[];
const written = (format: IncidentFormat, text: string): string =>
  [...incidentFormats[format](incidentSaying(text))].join('');

/** What may act on its own wherever it is shown, and stands in no output whatever the format. */
const ACTS = /(?![\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe.each(FORMATS)('an incident as %s', (format) => {
  it.each([...HOSTILE.keys()])('keeps hostile text number %d inert', (at) => {
    const text = written(format, HOSTILE[at] ?? '');
    expect(ACTS.exec(text)).toBeNull();
    expect(text.length).toBeGreaterThan(500);
  });

  it('says nothing that clears anybody', () => {
    expect(written(format, 'x')).not.toMatch(/no data was accessed|no breach/i);
  });

  it('is the same at every export', () => {
    expect(written(format, 'x')).toBe(written(format, 'x'));
  });
});

describe('an incident as HTML', () => {
  it('can load and run nothing, and shows markup as text', () => {
    const page = HOSTILE.map((text) => written('html', text)).join('');
    expect(page).toContain("default-src 'none'; style-src 'sha256-");
    expect(page).not.toMatch(/<(?:script|img|iframe|link|a|form)\b/i);
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('<strong>[to be filled in by a person: sector]</strong>');
  });
});

describe('an incident as Markdown', () => {
  it('quotes the times of a window, which anybody may have written', () => {
    expect(written('markdown', '<b>@all')).toContain('First seen open: `\\u{3c}b>@all`');
  });
});

describe('an incident as Markdown, from a ledger', () => {
  const ledger = ledgerSaying('shop');
  const [first, ...rest] = ledger.visits;
  if (!first) throw new Error('the sample has no visit');
  const total = { rows: 3000, bytes: [], certainty: 'bounded' as const };
  const hidden = { ...first, total, tables: [{ ...total, table: 'shop.people', requests: 2 }] };
  const suspicion = {
    kind: 'log-switched-off',
    at: null,
    source: 'trail-2',
    evidence: 'asked for log_queries=0',
    innocent: 'an administrator thins a log',
  };
  const text = [
    ...incidentFormats.markdown(
      incidentSaying('x', { ...ledger, visits: [hidden, ...rest], suspicions: [suspicion] }),
    ),
  ].join('');

  it('tells what is bounded from what is proven, by table', () => {
    expect(text).toContain('at most 3,000 rows (bounded)');
    expect(text).toContain('  - `shop.people`: at most 3,000 rows (bounded) in 2 requests');
  });

  it('lays visits among what was done about them, by phase', () => {
    const phases = [
      ...text.matchAll(
        /^- \S+Z (initial access as far as seen|exfiltration|impact|detection|response):/gm,
      ),
    ];
    expect(phases.map(([, phase]) => phase).slice(0, 4)).toEqual([
      'initial access as far as seen',
      'exfiltration',
      'impact',
      'detection',
    ]);
  });

  it('says what the record may lack, and how that may be innocent', () => {
    expect(text).toContain('- defence evasion, if it was meant: `log-switched-off`');
    expect(text).toContain(
      '`asked for log_queries=0`. Innocent, if `an administrator thins a log`',
    );
  });
});

describe('an incident as CSV', () => {
  it('holds no formula', () => {
    const text = written('csv', HOSTILE[5] ?? '');
    expect(text).toContain(`"'=HYPERLINK`);
    expect(text).not.toMatch(/(?:^|[,"])[=+@-]/m);
  });
});

describe('an incident as VERIS', () => {
  it('is confirmed where a stranger read rows, and suspected where nobody is known', () => {
    const told: unknown = JSON.parse(written('veris', 'x'));
    expect(told).toMatchObject({
      schema_version: '1.4.0',
      security_incident: 'Confirmed',
      timeline: { incident: { year: 2026, month: 11, day: 25 } },
      attribute: { confidentiality: { data_disclosure: 'Yes', data_total: 15 } },
    });
    const bare = { ...incidentSaying('x'), ledger: undefined };
    const untold: unknown = JSON.parse([...incidentFormats.veris(bare)].join(''));
    expect(untold).toMatchObject({
      security_incident: 'Suspected',
      attribute: { confidentiality: { data_disclosure: 'Potentially' } },
    });
    expect(untold).not.toHaveProperty('action.hacking');
  });
});

describe('an incident as OCSF', () => {
  const events = (): Record<string, unknown>[] =>
    written('ocsf', 'x')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('is one incident, and a detection for each stranger and each sign', () => {
    expect(events().map((each) => each['type_uid'])).toEqual([
      200_502,
      ...Array.from({ length: 6 }, () => 200_401),
    ]);
  });

  it('has every field that its classes demand', () => {
    const [incident, ...detections] = events();
    for (const each of [incident, ...detections])
      expect(each).toMatchObject({
        category_uid: 2,
        severity_id: expect.any(Number),
        time: Date.parse('2026-11-25T12:06:00Z'),
        metadata: { version: '1.8.0', product: { vendor_name: 'Nightlatch' } },
      });
    expect(incident).toMatchObject({
      status_id: 4,
      is_suspected_breach: true,
      start_time: Date.parse('2026-11-25T10:00:00Z'),
      assignee: { name: 'x' },
      finding_info_list: [{ uid: expect.any(String), title: 'x' }],
    });
    for (const each of detections)
      expect(each).toMatchObject({ finding_info: { uid: expect.any(String) }, is_alert: true });
    expect(detections[0]).toMatchObject({ evidences: [{ src_endpoint: { ip: '198.51.100.7' } }] });
    expect(detections[4]).not.toHaveProperty('evidences.0.src_endpoint');
  });
});
