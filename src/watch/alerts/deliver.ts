/** Brings one message to one receiver, in the words of its kind. */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { sendMail } from '../../egress/mail.ts';
import { EgressError } from '../../egress/permit.ts';
import { post } from '../../egress/post.ts';
import { sendSyslog } from '../../egress/syslog.ts';
import type { Receiver } from '../../model/watch-config.ts';
import { requestFor } from './formats.ts';
import { lineOf, type Message } from './message.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Rejects with an `EgressError` that says in words why it was not taken. */
export async function deliver(
  receiver: Receiver,
  message: Message,
  environment: Environment,
): Promise<void> {
  const url = urlOf(receiver, environment);
  const secret = secretOf(receiver, environment);
  const allowPrivate = receiver.allow_private;
  const ca = receiver.ca_file === undefined ? undefined : await readFile(receiver.ca_file, 'utf8');
  const leave = { allowPrivate, ...(ca !== undefined && { ca }) };
  if (receiver.kind === 'smtp') {
    const { from = 'nightlatch@localhost', to = [] } = receiver;
    const text = `${[message.summary, ...message.items.map(lineOf)].join('\n\n')}\n`;
    const { id, summary: subject } = message;
    await sendMail(url, { ...leave, from, to, subject, text, id, password: secret });
  } else if (receiver.kind === 'syslog')
    await sendSyslog(url, { ...leave, line: syslogLine(message) });
  else {
    const { status } = await post(url, { ...leave, ...requestFor(receiver.kind, message, secret) });
    if (status < 200 || status >= 300) throw new EgressError(`it answered HTTP ${status}`);
  }
}

const FACILITY_AUDIT = 13;
const SYSLOG: Readonly<Record<string, number>> = {
  critical: 2,
  high: 3,
  medium: 4,
  low: 5,
  info: 6,
};

/** RFC 5424, section 6. */
function syslogLine({ worst, id, entry, summary }: Message): string {
  const priority = FACILITY_AUDIT * 8 + (SYSLOG[worst] ?? 5);
  const time = new Date().toISOString();
  const quoted = entry.replaceAll(/["\\\]]/g, '\\$&');
  return `<${priority}>1 ${time} ${hostname()} nightlatch ${process.pid} alert [nightlatch@0 id="${id}" entry="${quoted}"] ${summary}`;
}

export function urlOf({ url, url_env }: Receiver, environment: Environment): URL {
  const text = url_env === undefined ? url : environment[url_env];
  if (text === undefined)
    throw new EgressError('it has no address: set "url", or what "url_env" names');
  try {
    return new URL(text);
  } catch {
    throw new EgressError('its address is no URL');
  }
}

export function secretOf({ secret_env }: Receiver, environment: Environment): string {
  if (secret_env === undefined) return '';
  const secret = environment[secret_env];
  if (secret === undefined || secret === '')
    throw new EgressError(`the environment has no ${secret_env}`);
  return secret;
}
