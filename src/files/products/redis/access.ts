/** What a Redis asks of whoever reaches it. https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/ */
import type { FileFact } from '../../../model/observation.ts';
import { last, readSettings, type Setting, SPACED, unquoted } from '../../text/settings.ts';
import { shellWords } from '../../text/words.ts';
import {
  ANYWHERE,
  fact,
  isAtLeast,
  type Listener,
  type Setup,
  variable,
  wideFacts,
} from '../setup.ts';

export function bindsOf(settings: readonly Setting[]): readonly string[] {
  const bind = last(settings, 'bind');
  if (!bind) return ANYWHERE;
  const words = shellWords(bind.text).map((word) => word.replace(/^-/, ''));
  return words.length === 0
    ? ['127.0.0.1']
    : words.map((word) => (word === '*' || word === '::*' ? '0.0.0.0' : word));
}

type Who = Pick<Listener, 'access' | 'grants' | 'reason' | 'auth' | 'facts' | 'byAbsence'>;

const PROTECTED: Omit<Who, 'facts' | 'reason'> = {
  access: 'protected',
  grants: null,
  auth: ['password'],
  byAbsence: false,
};

export function access(setup: Setup, settings: readonly Setting[]): Who {
  const network = networkFacts(settings);
  const user = defaultUser(setup, settings);
  if (typeof user === 'string') {
    return {
      access: 'unknown',
      grants: null,
      auth: [],
      byAbsence: false,
      facts: network,
      reason: user,
    };
  }
  const password = last(settings, 'requirepass');
  if (user?.access === 'protected' || user?.access === 'partial')
    return { ...user, facts: [...user.facts, ...network] };
  if (!user && password && (password.text !== '' || !password.known)) {
    const facts = [fact('account', password, 'A password is set.'), ...network];
    return password.known
      ? { ...PROTECTED, facts, reason: 'A password is set for the default user.' }
      : {
          access: 'unknown',
          grants: null,
          auth: [],
          byAbsence: false,
          facts,
          reason: 'The password only exists once it runs, and may be empty.',
        };
  }
  const empty = password ? fact('access', password, 'The password is empty.') : undefined;
  return withoutPassword(
    setup,
    settings,
    [...(user?.facts ?? []), ...(empty ? [empty] : []), ...network],
    !user,
  );
}

/** Since 7.0 protected mode holds whatever `bind` says; before, only where there was none. */
function isGated(setup: Setup, settings: readonly Setting[]): boolean {
  const mode = last(settings, 'protected-mode');
  // The official images switch it off in the source.
  const isOn = mode ? /^yes$/i.test(mode.text) : setup.image === null || setup.image === '';
  const holds = isAtLeast(setup, 7) || !last(settings, 'bind');
  return isOn && holds && !/dragonfly|kvrocks/.test(setup.image ?? '');
}

function withoutPassword(
  setup: Setup,
  settings: readonly Setting[],
  facts: readonly FileFact[],
  byAbsence: boolean,
): Who {
  const grants = null;
  if (isGated(setup, settings)) {
    const reason = 'No password is set; protected mode alone refuses callers from other machines.';
    return { access: 'denied', grants, auth: ['none'], byAbsence: false, facts, reason };
  }
  const mode = last(settings, 'protected-mode');
  const off = mode
    ? [fact('access', mode, 'Protected mode is off.', { write: 'protected-mode yes' })]
    : [];
  const add = setup.main
    ? 'requirepass <a long random password>'
    : 'command: redis-server --requirepass "${REDIS_PASSWORD:?}"';
  const told = /bitnami/.test(setup.image ?? '')
    ? variable(setup, 'ALLOW_EMPTY_PASSWORD')
    : undefined;
  const missing = told
    ? fact('access', told, 'It is told to do without a password.', { write: 'no' })
    : fact('access', setup.at, 'No password is set: neither requirepass nor ACL users.', { add });
  const old = !isAtLeast(setup, 7) && /(?:^|\/)redis$/.test(setup.image ?? '');
  return {
    access: 'open',
    // Before 7.0 any client may have it write files of the host.
    grants: old ? 'code-execution' : 'read-write',
    auth: ['none'],
    byAbsence,
    facts: [...(setup.main ? off : []), ...facts, missing],
    reason: 'No password is set for the default user, and protected mode is off.',
  };
}

function networkFacts(settings: readonly Setting[]): FileFact[] {
  const bind = last(settings, 'bind');
  // On a command line the words after the flag are its value, and have no line of their own to replace.
  const mend = bind?.until === undefined ? {} : { write: 'bind 127.0.0.1 -::1' };
  return wideFacts(bind, bindsOf(settings), mend);
}

/** What the ACL says of the user `default`, whom every client is until it logs in. */
function defaultUser(setup: Setup, settings: readonly Setting[]): Who | string | undefined {
  const file = last(settings, 'aclfile');
  const source = file ? setup.files.read(unquoted(file.text)) : undefined;
  if (typeof source === 'string') return source;
  if (file && !source) return 'Its users stand in a file that is not among these.';
  const all = source ? readSettings(source, SPACED) : settings;
  const user = all.findLast(({ name, text }) => name === 'user' && /^default(?:\s|$)/.test(text));
  return user ? gradeUser(user) : undefined;
}

function gradeUser(user: Setting): Who {
  const rules = user.text.split(/\s+/).slice(1);
  const has = (pattern: RegExp): boolean => rules.some((rule) => pattern.test(rule));
  if (!has(/^on$/)) {
    const facts = [fact('account', user, 'The default user is off.')];
    return {
      ...PROTECTED,
      facts,
      reason: 'The default user is off, so each client has to log in.',
    };
  }
  if (!has(/^nopass$/)) {
    const facts = [fact('account', user, 'The default user has a password.')];
    return { ...PROTECTED, facts, reason: 'The default user has a password.' };
  }
  const facts = [
    fact('access', user, 'The default user needs no password.', { write: 'user default off' }),
  ];
  const isWhole = has(/^(?:\+@all|allcommands)$/) && !has(/^(?:-@all|nocommands)$/);
  return isWhole
    ? { access: 'open', grants: 'read-write', auth: ['none'], byAbsence: false, facts, reason: '' }
    : {
        access: 'partial',
        grants: 'metadata',
        auth: ['none'],
        byAbsence: false,
        facts,
        reason: 'The default user has no password, and an ACL limits what it may do.',
      };
}
