import { expect, it } from 'vitest';
import { carriedFrom, type Known } from './carry.ts';

const known: Known = {
  product: 'redis',
  version: '7.0.15',
  access: 'open',
  grants: 'read-write',
  tls: null,
  atRest: { state: 'plain', how: 'It says so.' } as unknown as Known['atRest'],
};
const same = { product: 'redis', version: '7.0.15', access: 'open', grants: 'read-write' } as const;
const clear = { tls: undefined };

it('takes over what lies behind while nothing of what decides has changed', () => {
  expect(carriedFrom(known, same, clear)?.taken).toEqual({
    facts: { atRest: known.atRest },
    connections: 0,
  });
});

it.each([
  ['nobody knows it', undefined, same],
  ['it could not be told before', { ...known, access: 'unknown' as const }, same],
  ['it lets others in', known, { ...same, access: 'protected' as const }],
  ['it lets them do more', known, { ...same, grants: 'read' as const }],
  ['it is another version', known, { ...same, version: '7.2.0' }],
])('asks everything where %s', (_, before, look) => {
  expect(carriedFrom(before, look, clear)).toBeUndefined();
});
