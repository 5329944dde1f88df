import { type Cell, isList, isMap, type Row, textOf as text } from '../sample.ts';
import { wordsOf } from '../names.ts';
import { ANSWERED_BY_MACHINE, ASKED } from './asked-answered.ts';
import { formatOf, isChatRole, isConversation, messageOf, plainRole } from './roles.ts';

/** What a list or map shows of a conversation with a model. */
export interface Shape {
  readonly kind: string;
  /** The key that holds the words, where one of a map does. */
  readonly key?: string;
  readonly strength: number;
}

const SURE = 0.98;
const LIKELY = 0.9;

const listOf = (cell: Cell): readonly Cell[] => (isList(cell) ? cell : []);
const mapOf = (cell: Cell): Row => (isMap(cell) ? cell : {});
const hasAny = (map: Row, ...keys: string[]): boolean =>
  keys.some((key) => map[key] !== undefined && map[key] !== null);

const ASKS = /^(?:user|human|prompt|question|input|customer|you)$/i;
const ANSWERS = /^(?:bot|assistant|ai|gpt|model)$/i;

/** Turns that are maps of who said what: `[{ user: …, bot: … }]`. */
function turnsIn(list: readonly Cell[]): Shape | undefined {
  const isTurn = (each: Cell): boolean => {
    const map = mapOf(each);
    const said = Object.keys(map).filter((key) => isSaid(map[key]));
    return (
      said.some((key) => ASKS.test(key) || ASKED.test(wordsOf(key))) &&
      said.some((key) => ANSWERS.test(key) || ANSWERED_BY_MACHINE.test(wordsOf(key)))
    );
  };
  const isTalk = list.length > 0 && list.every(isTurn);
  return isTalk ? { kind: 'turns', strength: LIKELY } : undefined;
}

/** Parts that only calls of a model have: https://platform.openai.com/docs/api-reference/responses/create */
function hasParts(content: Cell): boolean {
  return listOf(content).some((part) =>
    /^(?:input|output)_(?:text|image|audio|file)$|^image_url$|^tool_(?:use|result)$/.test(
      text(mapOf(part)['type']),
    ),
  );
}

/** A list of messages. `isRequest`: what stands beside it belongs to a call of a model, so users may be alone. */
export function messagesIn(cell: Cell, isRequest = false): Shape | undefined {
  const list = listOf(cell);
  if (list.length === 0) return undefined;
  const messages = list.flatMap((each) => {
    const message = messageOf(each);
    return message ? [{ ...message, cell: mapOf(each) }] : [];
  });
  const known = messages.filter(({ role }) => isChatRole(role));
  if (known.length === 0 || known.length < list.length * 0.8) return turnsIn(list);
  const roles = known.map(({ role }) => plainRole(role));
  const isPrompt = roles.includes('system') && roles.includes('user');
  const isTyped = known.every(({ contentKey, cell: said }) => hasParts(said[contentKey]));
  if (!isConversation(roles) && !isPrompt && !isRequest && !isTyped) return undefined;
  const kinds = known.map((message) => formatOf(message, message.cell));
  return { kind: kinds.find((kind) => kind !== 'openai') ?? 'openai', strength: SURE };
}

type Recogniser = (map: Row) => Shape | undefined;

const isCall = (map: Row): boolean =>
  hasAny(
    map,
    'model',
    'temperature',
    'max_tokens',
    'max_completion_tokens',
    'tools',
    'stream',
    'top_p',
    'model_id',
    'engine',
    'max_new_tokens',
    'frequency_penalty',
  );

const openai: Recogniser = (map) => {
  const object = text(map['object']);
  if (
    /^(?:chat\.completion|text_completion)/.test(object) ||
    text(map['id']).startsWith('chatcmpl-')
  ) {
    return { kind: 'openai', key: 'choices', strength: SURE };
  }
  if (object === 'response' && Array.isArray(map['output']))
    return { kind: 'openai', key: 'output', strength: SURE };
  if (object === 'thread.message') return { kind: 'openai', key: 'content', strength: SURE };
  const first = mapOf(listOf(map['choices'])[0]);
  const isChoice =
    hasAny(first, 'message', 'delta') || (hasAny(first, 'text') && hasAny(map, 'usage', 'model'));
  return isChoice ? { kind: 'openai', key: 'choices', strength: SURE } : undefined;
};

const anthropic: Recogniser = (map) => {
  const isReply =
    map['type'] === 'message' && map['role'] === 'assistant' && hasAny(map, 'stop_reason', 'usage');
  if (isReply) return { kind: 'anthropic', key: 'content', strength: SURE };
  const isOurs = /^claude|anthropic/.test(text(map['model'])) || hasAny(map, 'anthropic_version');
  if (!isOurs || !messagesIn(map['messages'], true)) return undefined;
  return { kind: 'anthropic', key: 'messages', strength: SURE };
};

/** https://ai.google.dev/api/generate-content */
const gemini: Recogniser = (map) => {
  const spoken = [
    ...listOf(map['contents']).map(mapOf),
    ...listOf(map['candidates']).map((each) => mapOf(mapOf(each)['content'])),
  ];
  const isGemini = spoken.some(({ parts }) =>
    listOf(parts).some((part) => hasAny(mapOf(part), 'text', 'functionCall', 'inlineData')),
  );
  if (!isGemini) return undefined;
  return { kind: 'gemini', key: map['contents'] ? 'contents' : 'candidates', strength: SURE };
};

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html */
const bedrock: Recogniser = (map) => {
  const isLog =
    map['schemaType'] === 'ModelInvocationLog' || hasAny(mapOf(map['input']), 'inputBodyJson');
  return isLog ? { kind: 'bedrock', key: 'input', strength: SURE } : undefined;
};

const cohere: Recogniser = (map) =>
  Array.isArray(map['chat_history']) &&
  hasAny(map, 'message', 'text', 'preamble') &&
  listOf(map['chat_history']).every((each) => hasAny(mapOf(each), 'role', 'user_name'))
    ? { kind: 'cohere', key: 'chat_history', strength: SURE }
    : undefined;

/** https://docs.ollama.com/api */
const ollama: Recogniser = (map) => {
  if (typeof map['model'] !== 'string' || !hasAny(map, 'done', 'eval_count', 'total_duration'))
    return undefined;
  if (messageOf(map['message'])) return { kind: 'ollama', key: 'message', strength: SURE };
  return typeof map['response'] === 'string'
    ? { kind: 'ollama', key: 'response', strength: SURE }
    : undefined;
};

const langchain: Recogniser = (map) => {
  const id = listOf(map['id']).map(String);
  const isConstructor =
    map['type'] === 'constructor' &&
    hasAny(map, 'lc') &&
    id.some((part) => /Message(?:Chunk)?$|PromptValue$/.test(part));
  if (isConstructor) return { kind: 'langchain', key: 'kwargs', strength: SURE };
  const isMessage =
    /^(?:human|ai|system|tool|function|HumanMessage|AIMessage)(?:Chunk)?$/.test(
      text(map['type']),
    ) &&
    (typeof mapOf(map['data'])['content'] === 'string' ||
      (hasAny(map, 'content') && hasAny(map, 'additional_kwargs', 'response_metadata')));
  return isMessage
    ? { kind: 'langchain', key: map['data'] ? 'data' : 'content', strength: SURE }
    : undefined;
};

/** Open WebUI's `history.messages`, ChatGPT's export `mapping`: messages by their id. */
const byId: Recogniser = (map) => {
  for (const [key, kind] of [
    ['messages', 'open-webui'],
    ['mapping', 'chatgpt-export'],
  ] as const) {
    if (!isMap(map[key])) continue;
    const entries = Object.values(map[key]).map((entry) => mapOf(entry)['message'] ?? entry);
    if (messagesIn(entries.filter((entry) => messageOf(entry) !== undefined)))
      return { kind, key, strength: SURE };
  }
  return undefined;
};

/** https://opentelemetry.io/docs/specs/semconv/gen-ai/ and https://arize-ai.github.io/openinference/spec/ */
const SPAN_WORDS =
  /^(?:attributes\.|span_?attributes\.)?(?:gen_ai\.(?:prompt|completion|input\.messages|output\.messages|system_instructions|content)|llm\.(?:input_messages|output_messages|prompts|completions)|traceloop\.entity\.(?:input|output)|ai\.(?:prompt|response)(?:\.|$))/;

const spans: Recogniser = (map) => {
  const key = Object.keys(map).find((name) => SPAN_WORDS.test(name));
  if (key !== undefined) return { kind: 'otel-genai', key, strength: SURE };
  const isLlm =
    text(map['openinference.span.kind']) === 'LLM' ||
    Object.keys(map).some((name) =>
      /^(?:gen_ai\.request\.|llm\.model_name|llm\.token_count)/.test(name),
    );
  return isLlm && hasAny(map, 'input.value', 'output.value')
    ? { kind: 'otel-genai', key: 'input.value', strength: SURE }
    : undefined;
};

/** https://cloud.google.com/dialogflow/cx/docs/reference/rest/v3/QueryResult */
const dialogflow: Recogniser = (map) => {
  const result = mapOf(map['queryResult']);
  if (hasAny(result, 'responseMessages', 'fulfillmentText', 'fulfillmentMessages'))
    return { kind: 'turns', key: 'queryResult', strength: LIKELY };
  return hasAny(mapOf(mapOf(map['queryInput'])['text']), 'text')
    ? { kind: 'turns', key: 'queryInput', strength: LIKELY }
    : undefined;
};

const rasa: Recogniser = (map) => {
  const events = listOf(map['events'])
    .map(mapOf)
    .filter(({ event }) => event === 'user' || event === 'bot');
  return events.some((event) => hasAny(event, 'text')) &&
    new Set(events.map(({ event }) => event)).size === 2
    ? { kind: 'rasa', key: 'events', strength: SURE }
    : undefined;
};

/** Character.AI's export: each turn has candidates of what might have been said. */
const character: Recogniser = (map) => {
  const turns = listOf(map['turns']).map(mapOf);
  const isSpoken = turns.some(({ candidates }) =>
    listOf(candidates).some((each) => hasAny(mapOf(each), 'raw_content')),
  );
  return isSpoken ? { kind: 'character-ai', key: 'turns', strength: SURE } : undefined;
};

const request: Recogniser = (map) => {
  for (const key of [
    'messages',
    'message',
    'input_messages',
    'output_messages',
    'input',
    'inputs',
    'prompt',
    'conversation',
    'conversations',
    'history',
    'chat_history',
  ]) {
    const inner = map[key];
    if (!isList(inner)) continue;
    // Under this very name, role and content are words of a call even if the user is alone.
    const isOurs =
      key === 'messages' &&
      inner.every((each) => hasAny(mapOf(each), 'role') && hasAny(mapOf(each), 'content'));
    const shape = messagesIn(inner, isOurs || isCall(map));
    if (shape) return { ...shape, key };
  }
  return undefined;
};

/** Two lists side by side, as a nested column of ClickHouse is kept: who spoke, and what was said. */
const nested: Recogniser = (map) => {
  for (const [name, roles] of Object.entries(map)) {
    const [, path = ''] = /^(.*[._]|)roles?$/i.exec(name) ?? [];
    if (!isList(roles)) continue;
    const key = ['content', 'contents', 'text', 'message']
      .map((each) => path + each)
      .find((each) => isList(map[each]));
    if (key !== undefined && isConversation(roles.map(text)))
      return { kind: 'role-content', key, strength: LIKELY };
  }
  return undefined;
};

/** A call that keeps prompt and answer as text beside the model's name. */
const call: Recogniser = (map) => {
  const asked = ['prompt', 'input_text', 'user_prompt', 'user_input'].find((key) =>
    isSaid(map[key]),
  );
  const answered = [
    'completion',
    'response',
    'generated_text',
    'output_text',
    'output',
    'answer',
  ].find((key) => isSaid(map[key]));
  if (
    asked === undefined ||
    answered === undefined ||
    !(isCall(map) || hasAny(map, 'usage', 'total_tokens', 'prompt_tokens', 'completion_tokens'))
  )
    return undefined;
  return { kind: 'prompt-completion', key: asked, strength: LIKELY };
};

/** Words that somebody said: not a path, a number or an identifier. */
export function isSaid(cell: Cell): boolean {
  return (
    (typeof cell === 'string' &&
      cell.length >= 8 &&
      /\p{L}{2,}[\s,]+\p{L}/u.test(cell.slice(0, 400))) ||
    (typeof cell === 'string' &&
      /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]{4}/.test(cell.slice(0, 400)))
  );
}

const RECOGNISERS: readonly Recogniser[] = [
  bedrock,
  openai,
  anthropic,
  gemini,
  cohere,
  ollama,
  langchain,
  byId,
  spans,
  dialogflow,
  rasa,
  character,
  request,
  nested,
  call,
];

export function shapeOf(value: Row | readonly Cell[]): Shape | undefined {
  if (!isMap(value)) return messagesIn(value);
  for (const recognise of RECOGNISERS) {
    const shape = recognise(value);
    if (shape) return shape;
  }
  return undefined;
}
