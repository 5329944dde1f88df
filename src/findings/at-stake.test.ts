import { describe, expect, it } from 'vitest';
import { observation } from '../../test/rule-cases.ts';
import {
  about,
  amountUnknown,
  exactly,
  type Amount,
  type ClassHit,
  type Inventory,
} from '../model/inventory.ts';
import type { Control } from '../model/access.ts';
import { toFinding } from './find.ts';

interface Held {
  readonly of?: ClassHit['class'];
  readonly confidence?: number;
  readonly matched?: number;
  readonly rows?: Amount;
  readonly people?: Amount;
}

function inventory({
  of,
  confidence = 0.95,
  matched = 19,
  rows = amountUnknown,
  people = amountUnknown,
}: Held): Inventory {
  const hit = { kind: 'x', field: 'f', matched, sampled: 20, confidence };
  const classes = of === undefined ? [] : [{ class: of, ...hit }];
  const item = {
    kind: 'table' as const,
    name: 't',
    rows,
    bytes: amountUnknown,
    fields: [],
    classes,
    people,
  };
  return { complete: true, notReached: '', items: [item] };
}

function findingOf(held: Held, gives: Control = 'read', about_ = 'access') {
  return toFinding(
    {
      rule: { id: 'anonymous-access', title: 'anonymous access', about: about_ },
      asset: 'a',
      observation: observation({ access: 'open', inventory: inventory(held) }),
      verdict: { outcome: 'fail', because: 'It is open.', gives },
      subject: 'Redis',
      remedy: 'Shut it.',
      references: [],
    },
    { vantage: 'internet' },
  );
}

const valueOf = (held: Held, gives: Control = 'read') => findingOf(held, gives).score.value;

describe('what is at stake', () => {
  it.each(['read', 'read-write', 'admin'] as const)(
    'makes chat logs and secrets on the internet critical by the door of %s',
    (gives) => {
      for (const of of ['chat-log', 'secret'] as const) {
        expect(findingOf({ of, rows: exactly(3) }, gives).severity).toBe('critical');
      }
    },
  );

  it('is the founding case: 90', () => {
    expect(valueOf({ of: 'secret', rows: exactly(1_000_000) }, 'admin')).toBe(90.3);
  });

  it('grows with the number of people, and never falls below what is not known', () => {
    const few = valueOf({ of: 'personal', people: exactly(10) });
    const many = valueOf({ of: 'personal', people: about(2_000_000) });
    const unknown = valueOf({});
    expect(many).toBeGreaterThan(few);
    expect(few).toBeGreaterThanOrEqual(unknown);
    expect(unknown).toBe(44);
  });

  it('counts health and payment as special, and people before rows', () => {
    expect(valueOf({ of: 'health', rows: exactly(1_000_000) })).toBe(80);
    expect(valueOf({ of: 'health', rows: exactly(1_000_000), people: exactly(10) })).toBe(50);
    expect(findingOf({ of: 'payment' }).score.magnitude.word).toBe('special data, amount unknown');
  });

  it('says what is at stake as a person would', () => {
    const wordOf = (rows: number) =>
      findingOf({ of: 'secret', rows: exactly(rows) }).score.magnitude.word;
    expect([wordOf(1), wordOf(1000)]).toEqual(['secrets, 1 record', 'secrets, 1,000 records']);
  });

  it('leaves guesses aside', () => {
    expect(valueOf({ of: 'secret', confidence: 0.5 })).toBe(valueOf({}));
  });

  it('takes rows that were read for reading, at a door that lets in', () => {
    expect(findingOf({ of: 'chat-log' }, 'metadata').score.control.word).toBe('read');
    expect(findingOf({ of: 'chat-log', matched: 0 }, 'metadata').score.control.word).toBe(
      'metadata',
    );
    expect(findingOf({ of: 'chat-log' }, 'metadata', 'transport').score.control.word).toBe(
      'metadata',
    );
  });
});
