import { expect, it } from 'vitest';
import { ruleCases, verdictOf } from '../../test/rule-cases.ts';
import type { Policy } from '../model/config.ts';
import type { ClassHit, Inventory } from '../model/inventory.ts';
import { dataPolicy } from './data-policy.ts';

function holding(...classes: ClassHit['class'][]): Inventory {
  const unknown = { value: null, how: 'unknown' } as const;
  const hits = classes.map((of) => ({
    class: of,
    kind: 'openai',
    field: 'messages',
    matched: 19,
    sampled: 20,
    confidence: 0.9,
  }));
  const item = {
    kind: 'table',
    name: 'default.log_stream',
    rows: unknown,
    bytes: unknown,
    fields: [],
    classes: hits,
    people: unknown,
  } as const;
  return { complete: true, notReached: '', items: [{ ...item, fields: [], classes: hits }] };
}

const strict: Policy = {
  'chat-logs': {
    network: 'private',
    authentication: 'required',
    in_transit: 'required',
    at_rest: 'required',
  },
};
const under = (policy: Policy) => ({ circumstances: { policy }, inventory: holding('chat-log') });
const tls = { offered: true, required: true, versions: ['TLSv1.3'], certificate: null };
const encrypted = { state: 'encrypted', how: 'dm-crypt', settledBy: '' } as const;

ruleCases(dataPolicy, {
  fail: {
    'chat logs that anyone reads': { ...under(strict), access: 'open' },
    'chat logs in clear': { ...under(strict), tls: { ...tls, offered: false, required: null } },
    'chat logs on a public address': {
      ...under(strict),
      tls,
      atRest: encrypted,
      endpoint: { address: '203.0.113.8', port: 8123, transport: 'tcp' },
    },
    'a disk in clear': { ...under(strict), tls, atRest: { ...encrypted, state: 'plain' } },
  },
  pass: {
    'all as asked': { ...under(strict), tls, atRest: encrypted },
    'nothing asked at rest': { ...under({ 'chat-logs': { authentication: 'required' } }) },
  },
  'not-applicable': {
    'no inventory': { circumstances: { policy: strict } },
    'no line for the class': { ...under({ health: { network: 'private' } }) },
    'nothing but a guess': {
      circumstances: { policy: strict },
      inventory: {
        ...holding('chat-log'),
        items: holding('chat-log').items.map((item) => ({
          ...item,
          classes: item.classes.map((hit) => ({ ...hit, confidence: 0.5 })),
        })),
      },
    },
  },
  unknown: {
    'a disk that nobody saw': { ...under(strict), tls },
    'an attestation that ran out': {
      ...under(strict),
      tls,
      atRest: { ...encrypted, until: '2026-11-24' },
    },
    'TLS that was not tried': { ...under({ 'chat-logs': { in_transit: 'required' } }) },
  },
});

it('says what of which class, and takes the default for classes without a line', () => {
  const verdict = verdictOf(dataPolicy, {
    access: 'open',
    inventory: holding('chat-log', 'secret'),
    circumstances: { policy: { ...strict, default: { authentication: 'required' } } },
  });
  expect(verdict).toMatchObject({
    because: 'Chat logs are given without credentials; secrets are given without credentials.',
    gives: 'read',
  });
});

it('goes by the configured vantage, where there is one', () => {
  const policy: Policy = { 'chat-logs': { network: 'private' } };
  const seen = { inventory: holding('chat-log') };
  expect(verdictOf(dataPolicy, { ...seen, circumstances: { policy } }).outcome).toBe('pass');
  expect(
    verdictOf(dataPolicy, { ...seen, circumstances: { policy, vantage: 'internet' } }).outcome,
  ).toBe('fail');
});
