import type { ItemKind } from '../../src/model/inventory.ts';
import type { Row } from '../../src/data/sample.ts';
import * as people from './people.ts';
import type { Random } from './random.ts';
import { paragraph, question, sentence } from './words.ts';

/** Items that look like conversations with a model, or like secrets, and are none; with what they do hold. */
export interface Lookalike {
  readonly origin: string;
  readonly names: readonly string[];
  readonly kind?: ItemKind;
  readonly holds: Readonly<Record<string, 'personal'>>;
  readonly make: (random: Random, at: number) => Row;
}

export const lookalikes: readonly Lookalike[] = [
  {
    origin: 'cms-roles',
    names: ['pages', 'cms_blocks'],
    holds: {},
    make: (random) => ({
      id: random.uuid(),
      role: random.pick(['admin', 'editor', 'viewer', 'user']),
      content: paragraph(random),
    }),
  },
  {
    origin: 'rbac',
    names: ['role_bindings'],
    holds: {},
    make: (random) => ({
      subject: random.uuid(),
      role: random.pick(['user', 'system', 'admin']),
      content: random.pick(['read', 'write', 'all of it, with care']),
    }),
  },
  {
    origin: 'mail-thread',
    names: ['emails', 'mail_archive'],
    holds: { sender: 'personal', recipient: 'personal' },
    make: (random) => ({
      sender: people.email(random),
      recipient: people.email(random),
      subject: sentence(random),
      body: `${paragraph(random)}\n\n> ${sentence(random)}\n> ${sentence(random)}`,
    }),
  },
  {
    origin: 'tickets',
    names: ['tickets', 'support_messages'],
    holds: {},
    make: (random, at) => ({
      ticket_id: at,
      author_type: random.pick(['customer', 'agent']),
      message: paragraph(random),
    }),
  },
  {
    origin: 'ticket-thread',
    names: ['cases'],
    holds: {},
    make: (random, at) => ({
      case_no: at,
      thread: [
        { from: 'customer', value: sentence(random) },
        { from: 'agent', value: sentence(random) },
      ],
    }),
  },
  {
    origin: 'forum',
    names: ['posts', 'forum_posts'],
    holds: {},
    make: (random, at) => ({
      post_id: at,
      topic_id: random.int(1, 99),
      raw: paragraph(random),
      like_count: random.int(0, 90),
    }),
  },
  {
    origin: 'i18n',
    names: ['translations', 'strings'],
    holds: {},
    make: (random) => ({
      key: `checkout.${random.text('abcdef', 5)}`,
      locale: random.pick(['de', 'fr']),
      prompt: question(random),
      response: sentence(random),
    }),
  },
  {
    origin: 'shell',
    names: ['shell_history'],
    holds: {},
    make: (random) => ({
      prompt: '$',
      command: `ls -la /srv/${random.text('abc', 4)}`,
      exit_code: 0,
    }),
  },
  {
    origin: 'survey',
    names: ['survey_answers'],
    holds: {},
    make: (random, at) => ({
      survey_id: at,
      prompt: 'How satisfied are you with our service?',
      response: String(random.int(1, 5)),
    }),
  },
  {
    origin: 'faq',
    names: ['faq'],
    holds: {},
    make: (random) => ({
      question: question(random),
      answer: sentence(random),
      category: random.pick(['billing', 'shipping']),
    }),
  },
  {
    origin: 'comments',
    names: ['comments'],
    holds: {},
    make: (random, at) => ({ id: at, parent_id: random.int(1, 40), text: sentence(random) }),
  },
  {
    origin: 'tool-parts',
    names: ['parts', 'inventory'],
    holds: {},
    make: (random) => ({
      type: random.pick(['tool', 'function', 'model']),
      content: random.pick(['hammer', 'saw', 'drill bit set']),
    }),
  },
  {
    origin: 'notifications',
    names: ['notifications'],
    holds: {},
    make: (random, at) => ({
      id: at,
      type: random.pick(['system', 'user']),
      message: sentence(random),
    }),
  },
  {
    origin: 'slack',
    names: ['channel_messages'],
    holds: {},
    make: (random) => ({
      type: 'message',
      user: `U${random.base62(10).toUpperCase()}`,
      text: sentence(random),
      ts: `1700${random.digits(6)}.000100`,
    }),
  },
  {
    origin: 'aria',
    names: ['components'],
    holds: {},
    make: (random) => ({
      nodes: [
        { role: 'button', content: 'Save' },
        { role: 'tool', content: sentence(random) },
      ],
    }),
  },
  {
    origin: 'train-data',
    names: ['labels'],
    holds: {},
    make: (random) => ({ input: sentence(random), label: random.int(0, 1), split: 'train' }),
  },
  {
    origin: 'rpc-log',
    names: ['rpc_log'],
    holds: {},
    make: (random) => ({
      model: 'Order',
      request: JSON.stringify({ id: random.int(1, 900) }),
      response: JSON.stringify({ ok: true, total: random.int(1, 900) }),
    }),
  },
];
