import { expect, it } from 'vitest';
import { observation } from '../../test/rule-cases.ts';
import { withAttestation } from './attested.ts';

const word = {
  store: '10.0.0.5:6379',
  at_rest: 'encrypted',
  owner: 'data team',
  on: '2026-01-15',
  until: '2027-01-15',
} as const;

it('takes the owner’s word for what nobody could see', () => {
  const told = withAttestation(observation(), { attestations: [word] });
  expect(told.atRest).toMatchObject({ state: 'encrypted', until: '2027-01-15' });
  expect(told.atRest?.how).toContain('data team');
});

it('takes it for no other store, and never against what was seen', () => {
  const plain = { state: 'plain', how: 'the disk says so', settledBy: '' } as const;
  expect(
    withAttestation(
      observation({ asset: 'x', endpoint: { address: '10.0.0.6', port: 6379, transport: 'tcp' } }),
      { attestations: [word] },
    ).atRest,
  ).toBeUndefined();
  expect(withAttestation(observation({ atRest: plain }), { attestations: [word] }).atRest).toEqual(
    plain,
  );
});
