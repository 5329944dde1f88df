/** What a Redis says before it lets anybody ask. */
import { look, type Look } from '../service.ts';

export const NOAUTH = 'It asks for a password (NOAUTH).';

/** It said what it wants, and then no more: a proxy, or a server that answers a client once. */
export function refusedAtOnce(): Look {
  return look({
    product: 'redis',
    protocol: 'resp',
    plaintext: true,
    access: 'protected',
    reason: NOAUTH,
    proof: [{ asked: 'CLIENT SETNAME', answered: '-NOAUTH' }],
    authMethods: ['password'],
  });
}

/** Words that end the conversation before any other answer: https://redis.io/docs/latest/operate/oss_and_stack/management/security/ */
export function refusal(first: string): Look | undefined {
  const base = { product: 'redis', protocol: 'resp', plaintext: true } as const;
  if (first.startsWith('-DENIED')) {
    return look({
      ...base,
      access: 'denied',
      reason: 'Protected mode: no password is set, and only clients on its own host are served.',
      proof: [{ asked: 'PING', answered: '-DENIED, protected mode' }],
    });
  }
  if (/^-(?:LOADING|MASTERDOWN|ERR max number of clients)/.test(first)) {
    const busy = first.slice(1, first.indexOf(' '));
    return look({
      ...base,
      access: 'unknown',
      reason: `Redis answered ${busy === 'ERR' ? 'that it has no room for another client' : busy}; it must be asked again.`,
      proof: [{ asked: 'PING', answered: `-${busy}` }],
    });
  }
  return undefined;
}
