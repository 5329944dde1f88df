import { type Cell, isList, isMap, type Row, textOf } from '../sample.ts';

/** Who may speak in a conversation with a model, in the words of the formats of docs/classification.md. */
const VOCABULARY = new Set(
  'system developer user assistant tool function human ai gpt chatgpt bot machine agent model chatbot prompter function_call tool_call observation tool_result bing bard claude gemini copilot customer client visitor caller guest end_user you'.split(
    ' ',
  ),
);
/** Those whom only a machine plays. `system` and `user` are roles of people and of rights as well. */
const MACHINE = new Set(
  'assistant ai gpt chatgpt bot machine agent model chatbot bing bard claude gemini copilot tool developer function tool_call function_call tool_result'.split(
    ' ',
  ),
);
/** Of these, words that lists of rights or of parts use too: they count beside a better one only. */
const VAGUE = new Set(['tool', 'developer', 'function', 'model', 'bot', 'machine', 'agent']);
/** Words of rights and of parts: they say nothing even beside a user. */
const EMPTY = new Set(['tool', 'developer', 'function']);

/** `assistant_message`, `AIMessageChunk`, `user-prompt` and `assistant` … are one. */
export function plainRole(role: string): string {
  const word = role.toLowerCase().replaceAll(/[ -]/g, '_');
  // Flowise's; elsewhere an API is what an entry of a log came in by.
  if (word === 'apimessage') return 'assistant';
  return (
    word.replace(/_?(?:message|msg|prompt|turn|input|reply|utterance)(?:_?chunk)?$/, '') || word
  );
}

export function isChatRole(role: string): boolean {
  return VOCABULARY.has(plainRole(role));
}

/** Whether these speakers are people and a machine that answers them. */
export function isConversation(roles: readonly string[]): boolean {
  const machines = roles.map(plainRole).filter((role) => MACHINE.has(role));
  if (machines.some((role) => !VAGUE.has(role))) return true;
  const isAsked = roles.some((role) =>
    /^(?:user|human|you|prompter|customer|client|visitor|caller|guest|end_user)$/.test(
      plainRole(role),
    ),
  );
  return isAsked && machines.some((role) => !EMPTY.has(role));
}

/** A message: who speaks, in which words of which format, and under which key the text stands. */
export interface Message {
  readonly role: string;
  readonly roleKey: string;
  readonly contentKey: string;
}

const ROLE_KEYS: ReadonlySet<string> = new Set([
  'role',
  'from',
  'type',
  'sender',
  'speaker',
  'message_type',
  'sender_type',
  'author',
  'role_type',
  'part_kind',
  'source',
  'actor',
  'participant',
  'event',
]);
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
  'utterance',
  'contentparts',
  'content_parts',
  'message_text',
  'msg',
  'items',
  'input',
] as const;

/** `Role`, `_role` and `role` are one name. */
function plainKey(key: string): string {
  return key.replace(/^_/, '').toLowerCase();
}

/** The keys of a map by their plain names; the first of each counts. */
function keysOf(cell: Row): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const key of Object.keys(cell).slice(0, MOST_KEYS)) {
    const plainly = plainKey(key);
    if (!keys.has(plainly)) keys.set(plainly, key);
  }
  return keys;
}

/** A message has a handful of keys; what stands behind so many is none. */
const MOST_KEYS = 64;

function roleOf(value: Cell): string | undefined {
  if (typeof value === 'string') return value.length < 40 ? value : undefined;
  if (!isMap(value)) return undefined;
  const inner = ['role', 'type', 'label', 'Role', 'Label'].find((key) => value[key] !== undefined);
  return inner === undefined ? undefined : roleOf(value[inner]);
}

function hasText(value: Cell): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (isMap(value))
    return ['content', 'text', 'parts', 'output', 'message'].some((key) => hasText(value[key]));
  return Array.isArray(value) && value.length > 0;
}

/** Words that say who speaks under whatever name; the others of the vocabulary are words of all kinds of lists. */
const SPEAKERS = new Set('user human you assistant ai gpt chatgpt bot chatbot'.split(' '));
/** Under one of these names an agent is a program; elsewhere it is somebody at a desk. */
const OF_PROGRAMS = /^_?role$/i;

function speakersOf(cell: Row, keys: ReadonlyMap<string, string>): Omit<Message, 'contentKey'>[] {
  const speakers: Omit<Message, 'contentKey'>[] = [];
  for (const [plainly, roleKey] of keys) {
    const isNamed = ROLE_KEYS.has(plainly);
    const role = roleOf(cell[roleKey]);
    if (role === undefined || (!isNamed && !SPEAKERS.has(plainRole(role)))) continue;
    if (role.toLowerCase() === 'agent' && !OF_PROGRAMS.test(roleKey)) continue;
    speakers.push({ role, roleKey });
  }
  return speakers.toSorted((one, other) => rank(one.roleKey) - rank(other.roleKey));
}

function rank(roleKey: string): number {
  const at = [...ROLE_KEYS].indexOf(plainKey(roleKey));
  return at === -1 ? ROLE_KEYS.size : at;
}

/** Each way to read a map as a message, by each name that may say who speaks. */
export function messagesOf(cell: Cell): Message[] {
  if (!isMap(cell)) return [];
  const keys = keysOf(cell);
  const speakers = speakersOf(cell, keys);
  if (speakers.length === 0) return [];
  const said = CONTENT_KEYS.flatMap((name) => keys.get(name) ?? []).filter((key) =>
    hasText(cell[key]),
  );
  return speakers.flatMap(({ role, roleKey }) => {
    const contentKey = said.find((key) => key !== roleKey);
    return contentKey === undefined ? [] : [{ role, roleKey, contentKey }];
  });
}

/** Names that say as often where a line of a log comes from: what stands beside them must be words. */
export function isWeakKey(roleKey: string): boolean {
  const plainly = plainKey(roleKey);
  return !ROLE_KEYS.has(plainly) || /^(?:type|source|actor|event|participant)$/.test(plainly);
}

/** The one whose speaker is known, where one is. */
export function messageOf(cell: Cell): Message | undefined {
  const messages = messagesOf(cell);
  return messages.find(({ role }) => isChatRole(role)) ?? messages[0];
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
