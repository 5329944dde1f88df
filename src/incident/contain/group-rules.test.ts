import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GroupRule } from '../../model/security-group.ts';
import { opens, restOf } from './group-rules.ts';

const PORT = 6379;
const rule = (
  from: number | null,
  to: number | null,
  rest: Partial<GroupRule> = {},
): GroupRule => ({
  ...{ protocol: 'tcp', network: '0.0.0.0/0' },
  ...{ from, to },
  ...rest,
});

it('knows a rule that lets everybody come to the port', () => {
  expect(opens(rule(PORT, PORT), PORT)).toBe(true);
  expect(opens(rule(0, 65_535, { protocol: '17', network: '::/0' }), PORT)).toBe(true);
  expect(opens(rule(null, null, { protocol: '-1' }), PORT)).toBe(true);
  expect(opens(rule(PORT, PORT, { network: '10.0.0.0/8' }), PORT)).toBe(false);
  expect(opens(rule(PORT + 1, 65_535), PORT)).toBe(false);
  expect(opens(rule(-1, -1, { protocol: 'icmp' }), PORT)).toBe(false);
});

it('leaves every other port as it was, and the one to those who may come', () => {
  const port = fc.integer({ min: 0, max: 65_535 });
  const property = fc.property(port, port, port, port, (one, two, ours, other) => {
    const [from, to] = [Math.min(one, two), Math.max(one, two)];
    const whole = rule(from, to);
    fc.pre(opens(whole, ours));
    const rest = restOf(whole, ours, ['10.0.0.0/8', '2001:db8::/32']);
    expect(rest.some((each) => opens(each, ours))).toBe(false);
    expect(rest.some((each) => opens(each, other))).toBe(other !== ours && opens(whole, other));
    expect(rest.filter(({ network }) => network !== whole.network)).toEqual([
      rule(ours, ours, { network: '10.0.0.0/8' }),
    ]);
  });
  fc.assert(property, {
    numRuns: 500,
    examples: [
      [0, 0, 0, 0],
      [0, 65_535, 65_535, 65_534],
    ],
  });
});

it('takes a rule of all protocols apart, and lets nobody name everybody', () => {
  const all = rule(null, null, { protocol: '-1', network: '::/0' });
  expect(restOf(all, PORT, ['::/0']).map(({ protocol, from, to }) => [protocol, from, to])).toEqual(
    [
      ['tcp', 0, PORT - 1],
      ['tcp', PORT + 1, 65_535],
      ['udp', 0, PORT - 1],
      ['udp', PORT + 1, 65_535],
      ['icmpv6', -1, -1],
    ],
  );
});

it('writes a network as EC2 does', () => {
  const networks = restOf(rule(PORT, PORT), PORT, ['192.0.2.7', '10.1.2.3/8']);
  expect(networks.map(({ network }) => network)).toEqual(['192.0.2.7/32', '10.0.0.0/8']);
});
