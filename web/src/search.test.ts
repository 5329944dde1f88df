import { expect, it } from 'vitest';
import { findingFilter, parseSearch, returnTo, stringifySearch } from './search.ts';

it('keeps filters readable in the URL, there and back', () => {
  const text = '?state=open&severity=critical&severity=high&muted=true&q=a%26b';
  const filter = findingFilter(parseSearch(text));
  expect(filter).toEqual({
    state: ['open'],
    severity: ['critical', 'high'],
    muted: 'true',
    q: 'a&b',
  });
  expect(stringifySearch({ ...filter })).toBe(text);
});

it('leaves out what the server would refuse', () => {
  expect(findingFilter(parseSearch('?state=ajar&severity=&product=&muted=no'))).toEqual({});
  expect(stringifySearch({})).toBe('');
});

it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:1'])(
  'goes nowhere else after signing in: %s',
  (to) => {
    expect(returnTo({ to })).toEqual({});
  },
);

it('goes back to where somebody came from', () => {
  expect(returnTo({ to: ['/findings?state=open'] })).toEqual({ to: '/findings?state=open' });
});
