/**
 * NATS: nobody without a password. It reads its settings again on SIGHUP, and then ends sessions that would not be let in
 * any more: https://docs.nats.io/running-a-nats-service/configuration#configuration-reloading
 */
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { AskError } from '../ask/asker.ts';
import { OWNER, settingsRecipe } from './settings-file.ts';
import { GENERATED, type Context } from './recipe.ts';

/** As the vendor's tool makes them: https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/username_password */
const COST = 11;
const SALT_SIGNS = 22;
const SALT = 32;
const BCRYPT = /^\$2b\$\d\d\$[./A-Za-z0-9]{53}$/;
/** bcrypt hears no more. */
const MOST_PASSWORD = 72;
/** The system's crypt(3), which every Perl reaches; the password goes by standard input. */
const CRYPT = 'my $p = <STDIN>; my $s = <STDIN>; chomp($p, $s); print crypt($p, $s) // "";';

async function bcrypt({ run, password }: Context): Promise<string> {
  const signs = randomBytes(SALT)
    .toString('base64')
    .replaceAll('+', '.')
    .slice(0, SALT_SIGNS - 1);
  // The last sign holds two bits only.
  const salt = `$2b$${COST}$${signs}u`;
  const input = `${password.slice(0, MOST_PASSWORD)}\n${salt}\n`;
  const hash = await run(['perl', '-e', CRYPT], input).catch(() => '');
  if (!BCRYPT.test(hash))
    throw new AskError('this host makes no bcrypt (perl with libxcrypt): use the firewall');
  return hash;
}

/** The account that whoever comes without one is given. */
const STRANGER = /^([ \t]*)(no_auth_user\b.*)$/gm;
const hasAccounts = (text: string): boolean => text.search(STRANGER) !== -1;

/** A stranger's account is taken away where there is one; else an account is asked for. */
export function withoutStrangers(text: string, secret: string): string {
  if (hasAccounts(text)) return text.replaceAll(STRANGER, '$1# $2');
  if (/^\s*(?:authorization|accounts|operator|resolver)\b/m.test(text))
    throw new AskError('it has accounts of its own already');
  if (/^\s*(?:leafnodes|websocket|mqtt)\b/m.test(text))
    throw new AskError('leaf nodes, WebSocket or MQTT have doors of their own beside this one');
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${end}authorization { include './${basename(secret)}' }\n`;
}

/** `-c FILE`, `--config FILE`, and either with `=`. */
export function namedFile(argv: readonly string[]): string | undefined {
  for (const [at, word] of argv.entries()) {
    const [, joined] = /^--?(?:c|config)=(.*)$/.exec(word) ?? [];
    if (joined !== undefined) return joined;
    if (/^--?(?:c|config)$/.test(word)) return argv[at + 1];
  }
  return undefined;
}

export const natsPassword = settingsRecipe(
  {
    name: 'nats-password',
    title: 'NATS lets nobody in without a password, and sends out whoever has none',
  },
  {
    program: /^nats-server$/,
    named: namedFile,
    readsLike: /^\s*(?:listen|port|host|net|server_name|http|http_port|jetstream|no_auth_user)\b/m,
    hasAccounts,
    shut: withoutStrangers,
    hide: async (context) => `user: ${OWNER}\npassword: "${await bcrypt(context)}"\n`,
  },
  {
    id: 'authorization',
    title: 'ask for a password',
    command: [
      'the file that its process names (nats-server -c FILE): authorization, included from a file beside it',
      `user ${OWNER} with the bcrypt hash of the ${GENERATED}; where there is a no_auth_user, that line goes, and accounts stay as they are`,
      'kill -HUP ‹its process›',
    ],
    evidence: 'none is lost: no restart; /connz of the monitoring port forgets those that it ends',
    sessions: 'it ends those that would not be let in any more by itself',
    application: `is cut off at once, and is refused until it comes as ${OWNER} with the password; messages of subjects without a stream are lost meanwhile`,
    rollback: ['the file that was saved, byte for byte', 'kill -HUP ‹its process›'],
    verification: "CONNECT without a password is answered -ERR 'Authorization Violation'",
  },
);
