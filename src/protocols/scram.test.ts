import { expect, test } from 'vitest';
import { ProtocolError } from './codec.ts';
import { ScramClient } from './scram.ts';

/** The exchange of https://www.rfc-editor.org/rfc/rfc7677#section-3 */
const account = { user: 'user', password: 'pencil', nonce: 'rOprNGfwEbeRWgbNEkqO' };
const challenge =
  'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096';

test('the exchange of RFC 7677', () => {
  const client = new ScramClient(account);
  expect(client.first).toBe('n,,n=user,r=rOprNGfwEbeRWgbNEkqO');
  expect(client.answer(challenge)).toBe(
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  );
  expect(client.isServer('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')).toBe(true);
  expect(client.isServer('v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')).toBe(false);
});

test.each([
  ['a nonce that is not built on ours', challenge.replace('r=r', 'r=s')],
  ['a nonce that adds nothing', 'r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'],
  ['few rounds', challenge.replace('4096', '1')],
  ['more rounds than we count', challenge.replace('4096', '9999999')],
  ['an extension that must be known', `m=x,${challenge}`],
  ['nothing', ''],
])('%s is no challenge to us', (_name, text) => {
  expect(() => new ScramClient(account).answer(text)).toThrow(ProtocolError);
});

test('a server is believed only after it was answered', () => {
  expect(new ScramClient(account).isServer('v=')).toBe(false);
});
