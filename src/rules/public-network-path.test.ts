import { expect, it } from 'vitest';
import { observation } from '../../test/rule-cases.ts';
import type { FileObservation } from '../model/observation.ts';
import { publicNetworkPath } from './public-network-path.ts';

const where = { file: 'main.tf', line: 3, column: 5 };

function ofFile(changes: Partial<FileObservation> = {}): FileObservation {
  const {
    owner: _owner,
    seenAs: _seenAs,
    neighbours: _near,
    transcript: _sent,
    connections: _cost,
    ...look
  } = observation();
  return {
    ...look,
    source: 'file',
    where,
    reach: { vantage: 'internet', because: 'the group admits the world' },
    facts: [{ about: 'network', says: 'This rule admits the world.', ...where }],
    ...changes,
  };
}

function outcome(changes: Partial<FileObservation>) {
  const subject = ofFile(changes);
  return publicNetworkPath.judge({
    asset: subject.asset,
    observation: subject,
    observations: [subject],
    policy: {},
    accounts: 'none',
    asOf: new Date(0),
  });
}

it.each<[string, Partial<FileObservation>, string]>([
  ['a store that asks for a password', {}, 'fail'],
  ['a store of which nothing is known', { access: 'unknown' }, 'fail'],
  [
    'one that all tenants of a provider reach',
    { reach: { vantage: 'partner', because: 'the rule says so' } },
    'fail',
  ],
  ['one that stays in its network', { reach: { vantage: 'segment', because: 'no route' } }, 'pass'],
  ['one that lets callers in, which another rule finds', { access: 'open' }, 'not-applicable'],
  [
    'a published port of a machine',
    { endpoint: { address: '0.0.0.0', port: 6379, transport: 'tcp', boundTo: '0.0.0.0' } },
    'not-applicable',
  ],
  ['what is only known after the change', { access: 'unknown', facts: [] }, 'unknown'],
])('%s', (_name, changes, expected) => {
  expect(outcome(changes).outcome).toBe(expected);
});

it('counts what is not known more than a password', () => {
  expect(outcome({ access: 'unknown' })).toMatchObject({ gives: 'read-write' });
  expect(outcome({})).toMatchObject({ gives: 'read' });
});
