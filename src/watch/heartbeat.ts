/**
 * A dead man's switch: an address elsewhere hears of us as long as the watch does its work. Whoever stands there alerts
 * when it hears nothing; a watch that hangs sends nothing either.
 */
import { readFile } from 'node:fs/promises';
import { EgressError } from '../egress/permit.ts';
import { post } from '../egress/post.ts';
import type { Heartbeat } from '../model/watch-config.ts';
import type { Store } from '../store/store.ts';

/** A look that is due for so long, and does not start, is a watch that hangs. */
const MOST_LATE = 5 * 60_000;

export async function isWatching(
  store: Store,
  running: readonly string[],
  now: Date,
): Promise<boolean> {
  const latest = new Date(now.getTime() - MOST_LATE).toISOString();
  const jobs = await store.jobs.all();
  return jobs.every(({ name, next_at }) => next_at > latest || running.includes(name));
}

export async function beat(
  { url: plain, url_env: name, allow_private: allowPrivate, ca_file: file }: Heartbeat,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const text = name === undefined ? plain : environment[name];
  if (text === undefined || !URL.canParse(text))
    throw new EgressError('the heartbeat has no address: set "url", or what "url_env" names');
  const ca = file === undefined ? undefined : await readFile(file, 'utf8');
  const { status } = await post(new URL(text), {
    method: 'GET',
    headers: {},
    body: '',
    allowPrivate,
    ...(ca !== undefined && { ca }),
  });
  if (status < 200 || status >= 300) throw new EgressError(`the heartbeat was answered ${status}`);
}
