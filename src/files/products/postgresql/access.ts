/** What PostgreSQL asks of whoever reaches it: by the lines of pg_hba.conf, or by what its image writes there. */
import type { AuthMethod, Tls } from '../../../model/observation.ts';
import { last, type Setting } from '../../text/settings.ts';
import {
  fact,
  isAtLeast,
  listener,
  type Listener,
  secret,
  type Setup,
  TLS_REQUIRED,
  variable,
} from '../setup.ts';
import { type HbaLine, judgeHba } from './hba.ts';

export type Common = Pick<Listener, 'port' | 'protocol' | 'binds' | 'tls' | 'facts'>;

/** The official image ends pg_hba.conf with a line for everybody. https://hub.docker.com/_/postgres */
export function byImage(setup: Setup, settings: readonly Setting[], common: Common): Listener {
  const method = variable(setup, 'POSTGRES_HOST_AUTH_METHOD');
  if (method?.text === 'trust' || variable(setup, 'ALLOW_EMPTY_PASSWORD')?.text === 'yes') {
    const setting = method ?? variable(setup, 'ALLOW_EMPTY_PASSWORD');
    const why = fact('access', setting ?? setup.at, 'It trusts every address.', {
      write: method ? 'scram-sha-256' : 'no',
    });
    return listener({
      ...common,
      access: 'open',
      grants: 'admin',
      auth: ['none'],
      facts: [why, ...common.facts],
      reason: 'pg_hba.conf will end with `trust` for every address, so anybody is the superuser.',
    });
  }
  if (method?.text === 'reject')
    return listener({
      ...common,
      access: 'denied',
      reason: 'It refuses every address but its own.',
    });
  const password = secret(
    setup,
    'POSTGRES_PASSWORD',
    'POSTGRESQL_PASSWORD',
    'POSTGRESQL_POSTGRES_PASSWORD',
    'PATRONI_SUPERUSER_PASSWORD',
  );
  const facts = password
    ? [fact('account', password, 'A password is set.'), ...common.facts]
    : common.facts;
  if (setup.image === null)
    return listener({
      ...common,
      access: 'unknown',
      reason: 'pg_hba.conf, which says who may log in, is not among these files.',
    });
  return listener({
    ...common,
    facts,
    access: 'protected',
    auth: [methodOf(method?.text ?? 'scram-sha-256', setup, settings)],
    reason: 'It asks every address but its own for a password.',
  });
}

export function byLines(
  setup: Setup,
  settings: readonly Setting[],
  hba: readonly HbaLine[],
  common: Common,
): Listener {
  const { met, unclear, asksStrangers } = judgeHba(hba);
  const trusted = met.find(({ method }) => method === 'trust');
  if (trusted) {
    const write = trusted.text.replace(/\btrust\b/, 'scram-sha-256');
    const why = fact(
      'access',
      { ...trusted, name: '', known: true },
      'It trusts callers of other machines.',
      { write },
    );
    return listener({
      ...common,
      access: 'open',
      grants: 'admin',
      auth: ['none'],
      facts: [why, ...common.facts],
      reason:
        'A line of pg_hba.conf says `trust` for addresses of other machines, and no line before it decides.',
    });
  }
  const asking = met.filter(({ method }) => method !== 'reject');
  if (!asksStrangers) {
    return unclear
      ? listener({
          ...common,
          access: 'unknown',
          reason:
            'pg_hba.conf speaks of names or of its own networks, which only exist where it runs.',
        })
      : listener({
          ...common,
          access: 'denied',
          reason: 'pg_hba.conf refuses whoever comes from an address that it does not name.',
        });
  }
  const isTlsOnly = asking.every(({ type }) => type === 'hostssl');
  const tls: Tls | null = isTlsOnly ? TLS_REQUIRED : common.tls;
  const plain = asking.find(({ type }) => type !== 'hostssl');
  const transport = plain
    ? [
        fact(
          'transport',
          { ...plain, name: '', known: true },
          'This line takes clients without TLS.',
          { write: plain.text.replace(/^host(?:nossl)?\b/, 'hostssl') },
        ),
      ]
    : [];
  const auth = [...new Set(asking.map(({ method }) => methodOf(method, setup, settings)))];
  const account = asking
    .slice(0, 1)
    .map((line) =>
      fact('account', { ...line, name: '', known: true }, 'This line asks for credentials.'),
    );
  return listener({
    ...common,
    tls,
    auth,
    access: 'protected',
    facts: [...account, ...common.facts, ...transport],
    reason: 'pg_hba.conf asks every other machine that it lets near for credentials.',
  });
}

function methodOf(method: string, setup: Setup, settings: readonly Setting[]): AuthMethod {
  if (method === 'scram-sha-256') return 'scram';
  if (method === 'cert') return 'client-certificate';
  if (method === 'password' || method === 'ldap' || method === 'pam' || method === 'radius')
    return 'cleartext';
  if (method !== 'md5') return 'other';
  // With passwords stored for SCRAM, `md5` means SCRAM.
  const stored =
    last(settings, 'password_encryption')?.text ?? (isAtLeast(setup, 14) ? 'scram-sha-256' : 'md5');
  return stored === 'scram-sha-256' ? 'scram' : 'md5';
}
