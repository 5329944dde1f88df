/** One message in the words of each kind of receiver that takes JSON over HTTPS. Pure. */
import { createHmac } from 'node:crypto';
import type { Receiver } from '../../model/watch-config.ts';
import { lineOf, type Item, type Message } from './message.ts';

export interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Kind = Exclude<Receiver['kind'], 'smtp' | 'syslog'>;

const JSON_TYPE = { 'Content-Type': 'application/json' };
/** Discord takes 2,000 characters, Slack 3,000 in a section. */
const MOST_TEXT = 1900;

/** Markup that a name could carry into a chat: https://docs.slack.dev/messaging/formatting-message-text#escaping */
function plain(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`|[\]()@#]/g, (mark) => `${mark}\u200B`);
}

function textOf(message: Message): string {
  const lines = [message.summary, ...message.items.map(lineOf)].map(plain);
  return lines.join('\n').slice(0, MOST_TEXT);
}

const FORMATS: Readonly<Record<Kind, (message: Message, secret: string) => Request>> = {
  // The key signs the very bytes that are sent; GitHub's and many others' convention.
  webhook(message, secret) {
    const body = JSON.stringify(message);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    return {
      headers: {
        ...JSON_TYPE,
        'X-Nightlatch-Delivery': message.id,
        ...(secret !== '' && { 'X-Nightlatch-Signature': `sha256=${signature}` }),
      },
      body,
    };
  },
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  slack: (message) => ({ headers: JSON_TYPE, body: JSON.stringify({ text: textOf(message) }) }),
  // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
  teams: (message) => ({
    headers: JSON_TYPE,
    body: JSON.stringify({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            version: '1.4',
            body: textOf(message)
              .split('\n')
              .map((line) => ({ type: 'TextBlock', text: line, wrap: true })),
          },
        },
      ],
    }),
  }),
  // https://discord.com/developers/docs/resources/webhook#execute-webhook
  discord: (message) => ({
    headers: JSON_TYPE,
    body: JSON.stringify({ content: textOf(message), allowed_mentions: { parse: [] } }),
  }),
  // https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
  pagerduty: (message, secret) => ({
    headers: JSON_TYPE,
    body: JSON.stringify({
      routing_key: secret,
      event_action: message.items.length > 0 && message.items.every(isShut) ? 'resolve' : 'trigger',
      dedup_key: dedupOf(message),
      payload: {
        summary: message.summary.slice(0, 1024),
        source: message.items[0]?.asset ?? message.entry,
        severity: PAGERDUTY[message.worst] ?? 'warning',
        custom_details: {
          entry: message.entry,
          items: message.items.map(lineOf),
          more: message.more,
        },
      },
    }),
  }),
};

const PAGERDUTY: Readonly<Record<string, string>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'info',
};

function isShut({ kind }: Item): boolean {
  return kind === 'resolved';
}

/** A single finding opens and shuts one incident; a digest is an incident of its own. */
function dedupOf({ id, items, more }: Message): string {
  const [only] = items;
  return items.length === 1 && more === 0 && only ? only.finding : id;
}

export function requestFor(kind: Kind, message: Message, secret: string): Request {
  return FORMATS[kind](message, secret);
}
