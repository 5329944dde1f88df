/** Redis: https://redis.io/docs/latest/operate/oss_and_stack/management/security/ */
import type { Asker } from '../ask/asker.ts';
import { isNoteName, NOTE_INNOCENT } from './notes.ts';
import type { Sign } from './sign.ts';

const NOBODY = '0'.repeat(40);
/** Where a dump becomes a command or a key to the host. */
const DANGEROUS_FOLDER = /\/(?:\.ssh|cron|cron\.d|crontabs|www|html|htdocs)(?:\/|$)/;
const DANGEROUS_FILE = /^(?:authorized_keys|root|crontab|.*\.(?:php|jsp|so))$/i;
const PLANTED_KEY = /^(?:backup\d{0,2}|crackit|weaponize|x|xxx|ssh_?key)$/i;
/** A line of cron that fetches a program, or a public key of SSH. */
const PLANTED_VALUE = /(?:curl|wget|\bcd1\b|\bwd1\b)[^\n]{0,200}|ssh-(?:rsa|ed25519|dss) /;
const MOST_TURNS = 20;

function fieldsOf(text: string): Map<string, string> {
  const pairs = text.split('\n').map((line) => line.trim().split(/:(.*)/s));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}

async function replication(asker: Asker): Promise<string[]> {
  const info = fieldsOf((await asker.ask('INFO replication')).text);
  const before = info.get('master_replid2') ?? NOBODY;
  const found: string[] = [];
  if (before !== NOBODY)
    found.push(
      `it was the replica of another server until offset ${info.get('second_repl_offset')}`,
    );
  if (info.get('role') === 'slave')
    found.push(`it is the replica of ${info.get('master_host')}:${info.get('master_port')}`);
  for (const [name, value] of info)
    if (/^slave\d+$/.test(name)) found.push(`a replica takes everything: ${value}`);
  return found;
}

async function places(asker: Asker): Promise<string[]> {
  const [, [folder = ''] = []] = (await asker.ask('CONFIG GET dir')).rows;
  const [, [file = ''] = []] = (await asker.ask('CONFIG GET dbfilename')).rows;
  const found: string[] = [];
  if (DANGEROUS_FOLDER.test(folder)) found.push(`it writes its dump into ${folder}`);
  if (DANGEROUS_FILE.test(file)) found.push(`it names its dump ${file}`);
  return found;
}

/** Keys by their names, a thousand a turn; only those of known campaigns are looked into, and only their beginning. */
async function planted(asker: Asker): Promise<string[]> {
  const found: string[] = [];
  let cursor = '0';
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const { rows } = await asker.ask(`SCAN ${cursor} COUNT 1000`);
    const keys = rows[1] ?? [];
    for (const key of keys.filter((name) => PLANTED_KEY.test(name))) {
      const { text } = await asker.ask(`GETRANGE ${key} 0 512`);
      if (PLANTED_VALUE.test(text)) found.push(`key ${key} holds a line of cron or a key of SSH`);
    }
    cursor = rows[0]?.[0] ?? '0';
    if (cursor === '0') break;
  }
  return found;
}

async function notes(asker: Asker): Promise<string[]> {
  const { rows } = await asker.ask('SCAN 0 COUNT 1000');
  const keys = rows[1] ?? [];
  return keys.filter((key) => isNoteName(key)).map((key) => `a key that ransom notes use: ${key}`);
}

async function wiped(asker: Asker): Promise<string[]> {
  const { text } = await asker.ask('INFO commandstats');
  return [
    ...text.matchAll(/^cmdstat_(config\|resetstat|slowlog\|reset|flushall|flushdb):calls=(\d+)/gm),
  ].map(
    ([, command = '', calls = '']) =>
      `${command.replace('|', ' ')} was called ${calls} times since the start`,
  );
}

async function modules(asker: Asker): Promise<string[]> {
  const { rows } = await asker.ask('MODULE LIST');
  return rows
    .map((cells) => `module ${cells.join(' ')}`)
    .filter((line) => /\bsystem\b|\/tmp\/|\.\/|exp/.test(line));
}

export const redis: readonly Sign[] = [
  {
    id: 'redis-replication',
    kind: 'rogue-replication',
    title: 'Redis was, or is, tied to another server by replication',
    innocent:
      'a planned move to another server, or a replica of your own that you know by its address',
    look: replication,
  },
  {
    id: 'redis-dump-place',
    kind: 'planted-file',
    title: 'Redis writes its dump where it becomes a command or a key',
    innocent: 'hardly: no installation keeps its dump there',
    look: places,
  },
  {
    id: 'redis-planted-keys',
    kind: 'planted-file',
    title: 'Keys hold lines of cron or keys of SSH',
    innocent: 'an application that keeps scripts or public keys in Redis under such names',
    look: planted,
  },
  {
    id: 'redis-notes',
    kind: 'ransom-note',
    title: 'A key has the name of a ransom note',
    innocent: NOTE_INNOCENT,
    look: notes,
  },
  {
    id: 'redis-modules',
    kind: 'foreign-function',
    title: 'A module of unusual name or place is loaded',
    innocent: 'a module that you installed under that path yourself',
    look: modules,
  },
  {
    id: 'redis-wiped',
    kind: 'wiped-record',
    title: 'Counters or data were reset',
    innocent: 'an administrator or a test suite that flushes; ask who, and when',
    look: wiped,
  },
];
