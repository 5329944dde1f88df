import { describe, expect, it } from 'vitest';
import { outerAddresses } from './listener-addresses.ts';

const OWN = ['192.0.2.2', '192.0.2.3', 'fd00::2'];

describe('a listener, asked as a neighbour would', () => {
  it.each([
    ['127.0.0.1', [], []],
    ['::1', [], []],
    ['0.0.0.0', [], ['192.0.2.2', '192.0.2.3']],
    ['::', [], OWN],
    ['::', ['0.0.0.0'], ['fd00::2']],
    ['::', ['192.0.2.2'], ['192.0.2.3', 'fd00::2']],
    ['0.0.0.0', ['192.0.2.3', 'fd00::2'], ['192.0.2.2']],
    ['192.0.2.2', [], ['192.0.2.2']],
    ['192.0.2.9', [], []],
  ])('bound to %s beside %j is asked at %j', (boundTo, others, expected) => {
    const binding = { boundTo, port: 80 };
    const all = [binding, ...others.map((other) => ({ boundTo: other, port: 80 }))];
    expect(outerAddresses(binding, all, OWN)).toEqual(expected);
  });
});
