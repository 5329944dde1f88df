/**
 * Mosquitto 2: nobody without an account. It reads its settings again on SIGHUP, and then sends out whoever came without
 * one: https://mosquitto.org/man/mosquitto-conf-5.html (allow_anonymous, password_file, per_listener_settings).
 */
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { AskError } from '../ask/asker.ts';
import { OWNER, settingsRecipe } from './settings-file.ts';
import { GENERATED } from './recipe.ts';

/** As mosquitto_passwd of version 2 makes them: PBKDF2 with SHA-512. */
const SALT = 12;
const ROUNDS = 101;
const DIGEST = 64;
const ANONYMOUS = /^\s*allow_anonymous\s/;

const hasAccounts = (text: string): boolean =>
  /^\s*(?:password_file|plugin|auth_plugin)\s/m.test(text);

export function mosquittoAccount(user: string, password: string): string {
  const salt = randomBytes(SALT);
  const digest = pbkdf2Sync(password, salt, ROUNDS, DIGEST, 'sha512').toString('base64');
  return `${user}:$7$${ROUNDS}$${salt.toString('base64')}$${digest}\n`;
}

/** The first setting of a kind counts for all listeners, where they have none of their own. */
export function withoutAnonymous(text: string, accounts: string): string {
  if (/^\s*per_listener_settings\s+true/m.test(text))
    throw new AskError('each listener has settings of its own (per_listener_settings)');
  if (/^\s*include_dir\s/m.test(text))
    throw new AskError('further settings are included (include_dir), and may say otherwise');
  const kept = text.split('\n').filter((line) => !ANONYMOUS.test(line));
  if (kept.at(-1) === '') kept.pop();
  const more = hasAccounts(text) ? [] : [`password_file ${accounts}`];
  return [...kept, 'allow_anonymous false', ...more, ''].join('\n');
}

/** `-c FILE` or `--config-file FILE`. */
const namedFile = (argv: readonly string[]): string | undefined => {
  const at = argv.findIndex((word) => word === '-c' || word === '--config-file');
  return at === -1 ? undefined : argv[at + 1];
};

export const mqttAccounts = settingsRecipe(
  {
    name: 'mosquitto-accounts',
    title: 'Mosquitto lets nobody in without an account, and sends out whoever has none',
  },
  {
    program: /^mosquitto$/,
    named: namedFile,
    readsLike: /^\s*(?:listener|port|allow_anonymous|persistence|log_dest|pid_file)\s/m,
    hasAccounts,
    shut: withoutAnonymous,
    hide: async ({ password }) => mosquittoAccount(OWNER, password),
  },
  {
    id: 'accounts',
    title: 'ask for an account',
    command: [
      'the file that its process names (mosquitto -c FILE): allow_anonymous false, and a password_file beside it',
      `password_file: ${OWNER} with the hash of the ${GENERATED}`,
      'kill -HUP ‹its process›',
    ],
    evidence: 'none is lost: no restart; $SYS counters and retained messages stay',
    sessions: 'it ends those without an account by itself; what they had subscribed to is gone',
    application: `is cut off at once, and is refused until it comes as ${OWNER} with the password; messages sent meanwhile reach it only where its session is kept`,
    rollback: ['the file that was saved, byte for byte', 'kill -HUP ‹its process›'],
    verification: 'CONNECT without an account is answered CONNACK 5, not authorised',
  },
);
