/** Files that a web server's folder should not give away. Contents are counted, and not kept. Pure. */
import { untrusted } from '../../model/untrusted.ts';
import type { HttpPage } from '../families/http-talk.ts';
import type { Found, Probe } from './probe.ts';

const MOST_NAMES = 20;
const ASSIGNMENT = /^(?:export[ \t]+)?([A-Z][A-Z\d_]{1,63})[ \t]*=/;

/** https://git-scm.com/docs/gitrepository-layout: a reference, or the hash of a commit. */
function isHead({ status, text }: HttpPage): Found | undefined {
  const isOne = status === 200 && /^(?:ref: refs\/[\w./-]{1,200}|[\da-f]{40})\s*$/.test(text);
  return isOne ? { found: 'the head of a Git repository' } : undefined;
}

/** Names of settings, each on a line of its own; what stands behind the sign is not looked at. */
function isEnvironment({ status, text }: HttpPage): Found | undefined {
  if (status !== 200 || /^\s*[<{[]/.test(text)) return undefined;
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line));
  const names = lines.flatMap((line) => ASSIGNMENT.exec(line)?.[1] ?? []);
  if (names.length < 2 || names.length * 2 < lines.length) return undefined;
  const says = names.slice(0, MOST_NAMES).map((name) => untrusted(name, 64));
  return { found: `${names.length} settings by name`, says };
}

export const FILES: readonly Probe[] = [
  {
    kind: 'git-repository',
    paths: ['/.git/HEAD'],
    docs: 'https://git-scm.com/docs/gitrepository-layout',
    read: isHead,
  },
  {
    kind: 'environment-file',
    paths: ['/.env'],
    docs: 'https://12factor.net/config',
    read: isEnvironment,
  },
];
