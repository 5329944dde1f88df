import { expect, it } from 'vitest';
import { networksOf } from './contain.ts';

it('writes networks as the firewall takes them, and refuses what is none', () => {
  const given = ['10.0.0.0/8', ' 192.0.2.7', '::ffff:10.0.0.1', '10.0.0.5/8', '2001:db8::/32'];
  const written = ['10.0.0.0/8', '192.0.2.7/32', '10.0.0.1/32', '10.0.0.0/8', '2001:db8::/32'];
  expect(networksOf(given)).toEqual(written);
  for (const each of ['10.0.0.1:6379', '[2001:db8::1]:443', 'store.example', '10.0.0.0/8 } #'])
    expect(() => networksOf([each])).toThrow(Error);
});
