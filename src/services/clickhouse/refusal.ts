/** ClickHouse's refusals, which mean the same on every port: its error codes, whatever the HTTP status beside them. */
import { untrusted } from '../../model/untrusted.ts';
import { kindOf, NO_ANSWER } from './answer.ts';
import { look, type Look } from '../service.ts';

/** https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp */
export const CODES = {
  unknownUser: 192,
  wrongPassword: 193,
  requiredPassword: 194,
  addressNotAllowed: 195,
  tooManyQueries: 202,
  accessDenied: 497,
  authenticationFailed: 516,
} as const;

const WANTS_CREDENTIALS: Readonly<Record<number, string>> = {
  [CODES.unknownUser]: 'there is no standard user',
  [CODES.wrongPassword]: 'the standard user has a password',
  [CODES.requiredPassword]: 'the standard user has a password',
  [CODES.authenticationFailed]:
    'the standard user needs a password or may not come from our address, which recent versions do not tell apart',
};

export type Facts = Partial<Look> & Pick<Look, 'protocol' | 'plaintext'>;

/** The look that ends with this error. `asked` is what it was the answer to. */
export function refusal(facts: Facts, asked: string, code: number, text: string): Look {
  const proof = [...(facts.proof ?? []), { asked, answered: kindOf({ code, text }, 'rows') }];
  const seen = { product: 'clickhouse', ...facts, proof };
  const wants = WANTS_CREDENTIALS[code];
  if (wants !== undefined) {
    return look({
      ...seen,
      access: 'protected',
      reason: `It asks for credentials (${code}): ${wants}.`,
      authMethods: ['password'],
    });
  }
  if (code === CODES.addressNotAllowed) {
    return look({
      ...seen,
      ...seenAs(text),
      access: 'denied',
      reason: 'It does not let the standard user in from our address (195).',
    });
  }
  if (code === NO_ANSWER) {
    return look({
      ...seen,
      access: 'unknown',
      reason: 'A query was answered with neither rows nor an error of ClickHouse.',
    });
  }
  const why =
    code === CODES.tooManyQueries
      ? 'it runs as many queries as it may; it must be asked again'
      : 'that decides nothing';
  return look({
    ...seen,
    access: 'unknown',
    reason: `ClickHouse answered with exception ${code}: ${why}.`,
  });
}

const ADDRESS = /not allowed to connect from address ([0-9a-fA-F.:]{2,45})/;

function seenAs(text: string): Pick<Look, 'seenAs'> | undefined {
  const address = ADDRESS.exec(text)?.[1];
  return address === undefined ? undefined : { seenAs: plainAddress(address) };
}

/** IPv4 inside IPv6 is the same client. */
export function plainAddress(address: string): string {
  return untrusted(address.replace(/^::ffff:(?=\d+\.)/i, ''), 60);
}
