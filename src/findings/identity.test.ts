import { describe, expect, it } from 'vitest';
import { assetOf, findingId } from './identity.ts';

const at = { address: '10.0.0.5', port: 9200 };

describe('the identity of an asset', () => {
  it.each([
    [
      'this-host/redis-server@0.0.0.0:6379',
      { address: '127.0.0.1', port: 6379, boundTo: '0.0.0.0', process: 'redis-server' },
    ],
    [
      'this-host/redis-server@[::]:6379',
      { address: '::1', port: 6379, boundTo: '::', process: 'redis-server' },
    ],
    ['this-host/@127.0.0.1:5432', { address: '127.0.0.1', port: 5432, boundTo: '127.0.0.1' }],
    [
      'elasticsearch:q4VrZ-x9',
      { ...at, host: 'es.example.com', serverId: { product: 'elasticsearch', id: 'q4VrZ-x9' } },
    ],
    ['es.example.com:9200', { ...at, host: 'ES.example.com.' }],
    ['10.0.0.5:9200', at],
    ['[2001:db8::1]:9200', { ...at, address: '2001:db8::1' }],
  ])('%s', (asset, parts) => {
    expect(assetOf(parts)).toBe(asset);
  });

  it('keeps names that others chose in bounds', () => {
    const asset = assetOf({ ...at, boundTo: '::', process: 'a\n\u001b[2J/../'.repeat(50) });
    expect(asset).toMatch(/^this-host\/[\w.+-]{1,64}@\[::\]:9200$/);
  });
});

describe('the identity of a finding', () => {
  it('is rule and asset, and nothing else', () => {
    expect(findingId('anonymous-access', 'a:1')).toMatch(/^nl-[0-9a-f]{16}$/);
    expect(findingId('anonymous-access', 'a:1')).toBe(findingId('anonymous-access', 'a:1'));
    expect(findingId('anonymous-access', 'a:1')).not.toBe(findingId('end-of-life', 'a:1'));
    expect(findingId('ab', 'c')).not.toBe(findingId('a', 'bc'));
  });
});
