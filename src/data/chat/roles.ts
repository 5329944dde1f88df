import { type Cell, isList, isMap, type Row, textOf } from '../sample.ts';

/** Who may speak in a conversation with a model, in the words of the formats of docs/classification.md. */
const VOCABULARY = new Set(
  'system developer user assistant tool function human ai gpt chatgpt bot model chatbot api prompter function_call tool_call observation tool_result bing bard claude'.split(
    ' ',
  ),
);
/** Those whom only a machine plays. `system` and `user` are roles of people and of rights as well. */
const MACHINE = new Set(
  'assistant ai gpt chatgpt bot model chatbot api bing bard claude tool developer function tool_call function_call tool_result'.split(
    ' ',
  ),
);
/** Of these, words that lists of rights or of parts use too: they count beside a better one only. */
const VAGUE = new Set(['tool', 'developer', 'function', 'model', 'bot']);
/** Words of rights and of parts: they say nothing even beside a user. */
const EMPTY = new Set(['tool', 'developer', 'function']);

/** `assistant_message`, `AIMessageChunk` and `assistant` are one. */
function plain(role: string): string {
  return role.toLowerCase().replace(/_?(?:message|msg)(?:_?chunk)?$/, '') || role.toLowerCase();
}

export function isChatRole(role: string): boolean {
  return VOCABULARY.has(plain(role));
}

/** Whether these speakers are people and a machine that answers them. */
export function isConversation(roles: readonly string[]): boolean {
  const machines = roles.map(plain).filter((role) => MACHINE.has(role));
  if (machines.some((role) => !VAGUE.has(role))) return true;
  const isAsked = roles.some((role) => /^(?:user|human|you|prompter)$/.test(plain(role)));
  return isAsked && machines.some((role) => !EMPTY.has(role));
}

/** A message: who speaks, in which words of which format, and under which key the text stands. */
export interface Message {
  readonly role: string;
  readonly roleKey: string;
  readonly contentKey: string;
}

const ROLE_KEYS = [
  'role',
  'from',
  'type',
  'sender',
  'speaker',
  'message_type',
  'sender_type',
  'author',
] as const;
const CONTENT_KEYS = [
  'content',
  'parts',
  'value',
  'message',
  'text',
  'data',
  'blocks',
  'body',
  'tool_calls',
  'kwargs',
  'query',
  'output',
  'raw_content',
] as const;

function roleOf(value: Cell): string | undefined {
  if (typeof value === 'string') return value.length < 40 ? value : undefined;
  return isMap(value) ? roleOf(value['role'] ?? value['type'] ?? null) : undefined;
}

function hasText(value: Cell): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (isMap(value))
    return ['content', 'text', 'parts', 'output', 'message'].some((key) => hasText(value[key]));
  return Array.isArray(value) && value.length > 0;
}

export function messageOf(cell: Cell): Message | undefined {
  if (!isMap(cell)) return undefined;
  for (const roleKey of ROLE_KEYS) {
    const role = roleOf(cell[roleKey]);
    if (role === undefined) continue;
    const contentKey = CONTENT_KEYS.find((key) => hasText(cell[key]));
    if (contentKey !== undefined) return { role, roleKey, contentKey };
  }
  return undefined;
}

type Sign = (message: Message, cell: Row) => boolean;

/** The first that holds names the format. */
const FORMATS: readonly (readonly [kind: string, holds: Sign])[] = [
  ['sharegpt', ({ roleKey, contentKey }) => roleKey === 'from' && contentKey === 'value'],
  ['gemini', ({ role, contentKey }) => contentKey === 'parts' && role === 'model'],
  ['cohere', ({ role, contentKey }) => /^(?:CHATBOT|USER)$/.test(role) && contentKey === 'message'],
  ['flowise', ({ role }) => /^(?:api|user)Message$/.test(role)],
  ['langchain', ({ role, roleKey }) => roleKey === 'type' && /^(?:human|ai)$/.test(role)],
  ['llamaindex', ({ roleKey }, cell) => roleKey === 'role' && 'additional_kwargs' in cell],
  ['langchain', (_message, cell) => 'additional_kwargs' in cell],
  ['vercel-ai', ({ roleKey }, cell) => 'chatId' in cell || ('parts' in cell && roleKey === 'role')],
];

/** The format, by the words of its messages. */
export function formatOf(message: Message, cell: Row): string {
  const named = FORMATS.find(([, holds]) => holds(message, cell))?.[0];
  return named ?? blocksOf(cell['content']) ?? 'openai';
}

/** Anthropic's content blocks: https://platform.claude.com/docs/en/api/messages */
function blocksOf(content: Cell): string | undefined {
  if (!isList(content)) return undefined;
  const isAnthropic = content.some(
    (block) =>
      isMap(block) &&
      ['tool_use', 'tool_result', 'thinking', 'redacted_thinking'].includes(textOf(block['type'])),
  );
  return isAnthropic ? 'anthropic' : undefined;
}
