/* oxlint-disable max-lines -- a table of shapes, one after the other */
import type { Cell } from '../../src/data/sample.ts';
import type { Transcribed } from './elsewhere.ts';
import * as v from './elsewhere-values.ts';
import type { Random } from './random.ts';
import { collection, index, keys, table, topic, uuid } from './shapes.ts';

const words = (random: Random, at: number): string =>
  at % 2 === 0 ? v.said(random) : v.replied(random);
const talk = (random: Random): Cell => [
  { role: 'user', content: v.said(random) },
  { role: 'assistant', content: v.replied(random) },
];
const id = (_random: Random, at: number): number => at;

/** Conversations in published data sets and products, and what looks like them. */
export const elsewhereChats: readonly Transcribed[] = [
  table('wildchat', 'datasets.wildchat', {
    conversation_hash: [(random) => random.hex(32)],
    model: [() => 'gpt-3.5-turbo-0613'],
    timestamp: [(random) => random.moment()],
    conversation: [
      (random) => [
        {
          content: v.said(random),
          country: 'France',
          hashed_ip: random.hex(64),
          header: { 'accept-language': 'fr' },
          language: 'French',
          redacted: false,
          role: 'user',
          toxic: false,
          turn_identifier: 1,
        },
        { content: v.replied(random), language: 'French', role: 'assistant' },
      ],
      'chat-log',
    ],
    turn: [id],
    language: [() => 'French'],
  }),
  table('lmsys', 'datasets.lmsys', {
    conversation_id: [(random) => random.hex(32)],
    model: [() => 'vicuna-13b'],
    conversation: [(random) => JSON.stringify(talk(random)), 'chat-log'],
    turn: [id],
    redacted: [() => false],
  }),
  table('oasst', 'datasets.oasst', {
    message_id: [uuid],
    parent_id: [uuid],
    user_id: [uuid],
    text: [words, 'chat-log'],
    role: [(_random, at) => (at % 2 === 0 ? 'prompter' : 'assistant')],
    lang: [() => 'en'],
    review_count: [id],
  }),
  table('dolly', 'datasets.dolly', {
    instruction: [v.said, 'chat-log'],
    context: [() => ''],
    response: [v.replied, 'chat-log'],
    category: [() => 'open_qa'],
  }),
  table('hh-rlhf', 'datasets.hh', {
    chosen: [
      (random) => `\n\nHuman: ${v.said(random)}\n\nAssistant: ${v.replied(random)}`,
      'chat-log',
    ],
    rejected: [
      (random) => `\n\nHuman: ${v.said(random)}\n\nAssistant: ${v.replied(random)}`,
      'chat-log',
    ],
  }),
  table('ultrachat', 'datasets.ultrachat', {
    prompt: [v.said, 'chat-log'],
    prompt_id: [(random) => random.hex(64)],
    messages: [talk, 'chat-log'],
  }),
  collection('librechat', 'LibreChat.messages', {
    messageId: [uuid],
    conversationId: [uuid],
    user: [(random) => random.hex(24)],
    model: [() => 'gpt-4o'],
    endpoint: [() => 'openAI'],
    parentMessageId: [uuid],
    tokenCount: [id],
    sender: [(_random, at) => (at % 2 === 0 ? 'User' : 'GPT-4o')],
    text: [words, 'chat-log'],
    isCreatedByUser: [(_random, at) => at % 2 === 0],
    unfinished: [() => false],
  }),
  table('open-webui', 'main.chat', {
    id: [uuid],
    user_id: [uuid],
    title: [() => 'Trip'],
    chat: [
      (random) =>
        JSON.stringify({
          id: '',
          title: 'Trip',
          models: ['qwen2.5:7b'],
          params: {},
          history: {
            messages: {
              [random.uuid()]: {
                id: random.uuid(),
                parentId: null,
                childrenIds: [],
                role: 'user',
                content: v.said(random),
                timestamp: 1,
                models: ['qwen2.5:7b'],
              },
              [random.uuid()]: {
                role: 'assistant',
                content: v.replied(random),
                model: 'qwen2.5:7b',
                done: true,
              },
            },
            currentId: random.uuid(),
          },
          tags: [],
        }),
      'chat-log',
    ],
    created_at: [(random) => random.int(1e9, 2e9)],
    archived: [() => 0],
  }),
  table('mmo80', 'main.chat_histories', {
    id: [uuid],
    title: [v.prose],
    messages: [(random) => JSON.stringify(talk(random)), 'chat-log'],
    timestamp: [(random) => random.moment()],
    group_id: [uuid],
  }),
  table('makyo', 'main.message', {
    id: [id],
    text: [words, 'chat-log'],
    isGenerating: [() => 0],
    sender: [(_random, at) => (at % 2 === 0 ? 'user' : 'ai')],
    chatId: [id],
    parentId: [id],
  }),
  table('langfuse', 'default.traces', {
    id: [uuid],
    timestamp: [(random) => random.moment()],
    name: [() => 'chat'],
    user_id: [uuid],
    metadata: [() => ({})],
    project_id: [uuid],
    public: [() => false],
    tags: [() => []],
    input: [(random) => JSON.stringify({ question: v.said(random) }), 'chat-log'],
    output: [(random) => JSON.stringify(v.replied(random)), 'chat-log'],
    session_id: [uuid],
  }),
  table('langsmith', 'default.runs', {
    id: [uuid],
    trace_id: [uuid],
    run_type: [() => 'llm'],
    inputs: [
      (random) =>
        JSON.stringify({
          messages: [
            [
              {
                lc: 1,
                type: 'constructor',
                id: ['langchain', 'schema', 'messages', 'HumanMessage'],
                kwargs: { content: v.said(random), type: 'human' },
              },
            ],
          ],
        }),
      'chat-log',
    ],
    outputs: [
      (random) =>
        JSON.stringify({
          generations: [
            [
              {
                text: v.replied(random),
                type: 'ChatGeneration',
                message: {
                  lc: 1,
                  type: 'constructor',
                  id: ['langchain', 'schema', 'messages', 'AIMessage'],
                  kwargs: { content: v.replied(random) },
                },
              },
            ],
          ],
        }),
      'chat-log',
    ],
  }),
  table('helicone', 'default.request_response_rmt', {
    request_id: [uuid],
    response_id: [uuid],
    model: [() => 'gpt-4o'],
    provider: [() => 'OPENAI'],
    request_body: [
      (random) =>
        JSON.stringify({
          model: 'gpt-4o',
          messages: [{ role: 'user', content: [{ type: 'text', text: v.said(random) }] }],
        }),
      'chat-log',
    ],
    response_body: [
      (random) =>
        JSON.stringify({
          choices: [
            { finish_reason: 'stop', message: { role: 'assistant', content: v.replied(random) } },
          ],
        }),
      'chat-log',
    ],
    latency: [id],
  }),
  table('otel-clickhouse', 'otel.otel_traces', {
    Timestamp: [(random) => random.moment()],
    TraceId: [(random) => random.hex(32)],
    SpanId: [(random) => random.hex(16)],
    SpanName: [() => 'chat qwen'],
    ServiceName: [() => 'api'],
    SpanAttributes: [
      (random) => ({
        'gen_ai.system': 'openai',
        'gen_ai.input.messages': JSON.stringify([
          { role: 'user', parts: [{ type: 'text', content: v.said(random) }] },
        ]),
        'server.address': 'api.example.org',
      }),
      'chat-log',
    ],
    Duration: [id],
  }),
  table('otel-plain', 'otel.http_traces', {
    Timestamp: [(random) => random.moment()],
    TraceId: [(random) => random.hex(32)],
    SpanName: [() => 'GET /'],
    SpanAttributes: [
      () => ({ 'http.method': 'GET', 'http.route': '/items/:id', 'net.peer.ip': '10.1.1.1' }),
    ],
    Duration: [id],
  }),
  index(
    'openai-logs',
    'llm-gateway-2025.02',
    {
      '@timestamp': [(random) => random.moment()],
      request: [
        (random) => ({
          model: 'deepseek-reasoner',
          messages: [
            { role: 'system', content: 'You are helpful.' },
            { role: 'user', content: v.said(random) },
          ],
          stream: true,
        }),
      ],
      latency_ms: [id],
      consumer: [() => 'app-7'],
    },
    { 'request.messages': 'chat-log' },
  ),
  index('rag', 'kb_chunks', {
    page_content: [v.prose],
    source: [() => 'handbook.pdf'],
    vector: [(random) => [random.next(), random.next()]],
  }),
  keys('langchain-redis', 'message_store:{uuid}', {
    value: [
      (random, at) =>
        JSON.stringify({
          type: at % 2 === 0 ? 'human' : 'ai',
          data: {
            content: words(random, at),
            additional_kwargs: {},
            response_metadata: {},
            type: at % 2 === 0 ? 'human' : 'ai',
            name: null,
            id: null,
            example: false,
          },
        }),
      'chat-log',
    ],
  }),
  keys('vercel-kv', 'chat:{token}', {
    id: [(random) => random.base62(7)],
    userId: [id],
    title: [v.prose],
    path: [() => '/chat/x'],
    messages: [(random) => JSON.stringify(talk(random)), 'chat-log'],
  }),
  keys('bot-state', 'telegram_bot:ctx:{number}', {
    value: [
      (random) =>
        JSON.stringify({
          history: [
            { role: 'user', parts: [{ text: v.said(random) }] },
            { role: 'model', parts: [{ text: v.replied(random) }] },
          ],
        }),
      'chat-log',
    ],
  }),
  topic('inference', 'inference.requests', {
    value: [
      (random) =>
        JSON.stringify({
          id: random.uuid(),
          inputs: `<|im_start|>user\n${v.said(random)}<|im_end|>\n<|im_start|>assistant\n`,
          parameters: { max_new_tokens: 512 },
        }),
      'chat-log',
    ],
  }),
  topic('bedrock', 'bedrock.logs', {
    value: [
      (random) =>
        JSON.stringify({
          schemaType: 'ModelInvocationLog',
          schemaVersion: '1.0',
          accountId: random.digits(12),
          modelId: 'meta.llama3',
          input: {
            inputContentType: 'application/json',
            inputBodyJson: { prompt: `[INST] ${v.said(random)} [/INST]` },
          },
          output: { outputBodyJson: { generation: v.replied(random) } },
        }),
      'chat-log',
    ],
  }),
  topic('sse', 'gateway.stream', {
    value: [
      (random) =>
        `data: {"id":"chatcmpl-${random.base62(29)}","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"${v.replied(random)}"}}]}\n\n`,
      'chat-log',
    ],
  }),
  collection('rasa', 'rasa.conversations', {
    sender_id: [uuid],
    slots: [() => ({})],
    events: [
      (random) => [
        { event: 'action', name: 'action_listen' },
        { event: 'user', text: v.said(random), parse_data: { intent: { name: 'ask' } } },
        { event: 'bot', text: v.replied(random) },
      ],
      'chat-log',
    ],
  }),
  collection('character', 'app.characters', {
    name: [() => 'Pirate'],
    greeting: [() => 'Ahoy, who goes there?'],
    chats: [(random) => [{ user: v.said(random), bot: v.replied(random) }], 'chat-log'],
  }),
  collection(
    'agents-sdk',
    'app.threads',
    {
      thread_id: [(random) => `thread_${random.base62(24)}`],
      values: [
        (random) => ({
          messages: [
            { content: v.said(random), type: 'human', id: random.uuid(), additional_kwargs: {} },
            {
              content: v.replied(random),
              type: 'ai',
              tool_calls: [],
              usage_metadata: { input_tokens: 9 },
            },
          ],
        }),
      ],
    },
    { 'values.messages': 'chat-log' },
  ),
  // What looks like them.
  collection(
    'enron',
    'mail.messages',
    {
      headers: [(random) => ({ From: v.mail(random), To: v.mail(random), Subject: 'Re: numbers' })],
      body: [(random) => `${v.prose(random)}\n\n-----Original Message-----\n${v.prose(random)}`],
      mailbox: [() => 'sent'],
    },
    { 'headers.From': 'personal', 'headers.To': 'personal' },
  ),
  table('discourse', 'public.posts', {
    id: [id],
    user_id: [id],
    topic_id: [id],
    post_number: [id],
    raw: [v.prose],
    cooked: [(random) => `<p>${v.prose(random)}</p>`],
    reply_count: [id],
  }),
  table('mattermost', 'public.posts', {
    id: [(random) => random.base62(26).toLowerCase()],
    createat: [(random) => random.int(1e12, 2e12)],
    userid: [(random) => random.base62(26).toLowerCase()],
    channelid: [(random) => random.base62(26).toLowerCase()],
    message: [v.prose],
    type: [() => 'system_join_channel'],
    props: [() => '{}'],
  }),
  table('strapi', 'public.components', {
    id: [id],
    role: [() => 'hero'],
    content: [v.prose],
    locale: [() => 'en'],
  }),
  table('k8s-rbac', 'audit.bindings', {
    role: [(random) => random.pick(['system', 'user', 'developer'])],
    message: [() => 'bound to namespace default by the controller'],
    at: [(random) => random.moment()],
  }),
  table('squad', 'datasets.squad', {
    id: [(random) => random.hex(24)],
    title: [() => 'Normans'],
    context: [v.prose],
    question: [() => 'In what country is Normandy located?'],
    answers: [() => ({ text: ['France'], answer_start: [159] })],
  }),
  table(
    'midjourney',
    'art.jobs',
    {
      job_id: [uuid],
      prompt: [() => 'castle in the clouds, oil painting, 8k --ar 3:2'],
      image_url: [() => 'https://cdn.example.org/a.png'],
      seed: [id],
    },
    { prompt: '?' },
  ),
  table('helpdesk-chat', 'support.chat_messages', {
    id: [id],
    conversation_id: [id],
    sender_type: [(_random, at) => (at % 2 === 0 ? 'visitor' : 'operator')],
    text: [v.prose],
  }),
  topic('slack', 'slack.events', {
    value: [
      (random) =>
        JSON.stringify({
          type: 'event_callback',
          event: {
            type: 'message',
            user: `U${random.base62(8)}`,
            text: v.prose(random),
            channel: 'C024',
          },
        }),
    ],
  }),
  table('message-queue', 'public.outbox', {
    id: [uuid],
    type: [(random) => random.pick(['system', 'user'])],
    data: [(random) => JSON.stringify({ content: random.int(1, 9) })],
    sent: [() => true],
  }),
];
