/* oxlint-disable max-lines -- a table of shapes, one after the other */
import type { Cell, Row } from '../../src/data/sample.ts';
import type { Random } from './random.ts';
import { answer, question } from './words.ts';

/** One row of a format, and the keys of it that hold what was said. */
export interface ChatRow {
  readonly row: Row;
  readonly holds: readonly string[];
}

export interface ChatFormat {
  readonly kind: string;
  readonly names: readonly string[];
  readonly make: (random: Random, at: number) => ChatRow;
}

const MODELS = [
  'gpt-4o',
  'claude-3-5-sonnet-20241022',
  'deepseek-chat',
  'llama3.1:8b',
  'gemini-1.5-pro',
  'mistral-large',
];

function turns(
  random: Random,
  [asks, answers]: readonly [string, string],
  contentKey: string,
  roleKey = 'role',
): Row[] {
  const rounds = random.int(1, 3);
  return Array.from({ length: rounds * 2 }, (_each, at) =>
    at % 2 === 0
      ? { [roleKey]: asks, [contentKey]: question(random) }
      : { [roleKey]: answers, [contentKey]: answer(random) },
  );
}

const openai = (random: Random): Row[] => turns(random, ['user', 'assistant'], 'content');
const maybeText = (random: Random, cell: Cell): Cell =>
  random.chance(0.4) ? JSON.stringify(cell) : cell;
const twice = (cell: Cell): string => JSON.stringify(JSON.stringify(cell));

const only =
  (key: string, make: (random: Random) => Cell, rest: (random: Random) => Row = () => ({})) =>
  (random: Random): ChatRow => ({
    row: { id: random.uuid(), ...rest(random), [key]: make(random) },
    holds: [key],
  });

const at = (random: Random): Row => ({ created_at: random.moment() });

export const chatFormats: readonly ChatFormat[] = [
  {
    kind: 'openai-messages',
    names: ['requests', 'llm_requests', 'events'],
    make: only('messages', (random) => maybeText(random, openai(random)), at),
  },
  {
    kind: 'openai-request',
    names: ['api_log', 'gateway', 'calls'],
    make: only(
      'request_body',
      (random) =>
        maybeText(random, {
          model: random.pick(MODELS),
          temperature: 0.7,
          messages: [{ role: 'user', content: question(random) }],
        }),
      at,
    ),
  },
  {
    kind: 'openai-double',
    names: ['queue_log', 'raw'],
    make: only('payload', (random) => twice({ model: 'gpt-4o', messages: openai(random) }), at),
  },
  {
    kind: 'openai-reply',
    names: ['responses', 'llm_cache'],
    make: only(
      'response',
      (random) =>
        maybeText(random, {
          id: `chatcmpl-${random.base62(29)}`,
          object: 'chat.completion',
          choices: [{ index: 0, message: { role: 'assistant', content: answer(random) } }],
          usage: { prompt_tokens: 9, completion_tokens: 12 },
        }),
      at,
    ),
  },
  {
    kind: 'openai-responses',
    names: ['results'],
    make: only('body', (random) => ({
      id: `resp_${random.hex(24)}`,
      object: 'response',
      output: [
        {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text: answer(random) }],
        },
      ],
    })),
  },
  {
    kind: 'anthropic-request',
    names: ['completions', 'claude_calls'],
    make: only('request', (random) =>
      maybeText(random, {
        model: 'claude-3-5-sonnet-20241022',
        max_tokens: 1024,
        system: 'Be brief.',
        messages: openai(random),
      }),
    ),
  },
  {
    kind: 'anthropic-reply',
    names: ['claude_calls'],
    make: only('reply', (random) => ({
      id: `msg_${random.base62(24)}`,
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: answer(random) }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 10 },
    })),
  },
  {
    kind: 'anthropic-text',
    names: ['legacy'],
    make: only(
      'text',
      (random) => `\n\nHuman: ${question(random)}\n\nAssistant: ${answer(random)}`,
    ),
  },
  {
    kind: 'gemini',
    names: ['vertex_log'],
    make: only('request', (random) => ({
      contents: [
        { role: 'user', parts: [{ text: question(random) }] },
        { role: 'model', parts: [{ text: answer(random) }] },
      ],
    })),
  },
  {
    kind: 'bedrock',
    names: ['model_invocations'],
    make: only('record', (random) => ({
      schemaType: 'ModelInvocationLog',
      modelId: 'anthropic.claude-v2',
      operation: 'InvokeModel',
      input: { inputBodyJson: { prompt: question(random) } },
      output: { outputBodyJson: { completion: answer(random) } },
    })),
  },
  {
    kind: 'cohere',
    names: ['chats'],
    make: only('body', (random) => ({
      message: question(random),
      chat_history: turns(random, ['USER', 'CHATBOT'], 'message'),
    })),
  },
  {
    kind: 'sharegpt',
    names: ['training', 'dataset'],
    make: only('conversations', (random) => turns(random, ['human', 'gpt'], 'value', 'from')),
  },
  {
    kind: 'langchain-store',
    names: ['message_store', 'n8n_chat_histories'],
    make: (random, row) => ({
      row: {
        id: row,
        session_id: random.uuid(),
        message: maybeText(random, {
          type: row % 2 === 0 ? 'human' : 'ai',
          data: {
            content: row % 2 === 0 ? question(random) : answer(random),
            additional_kwargs: {},
          },
        }),
      },
      holds: ['message'],
    }),
  },
  {
    kind: 'langchain-constructor',
    names: ['memory'],
    make: only('value', (random) => ({
      lc: 1,
      type: 'constructor',
      id: ['langchain', 'schema', 'messages', 'HumanMessage'],
      kwargs: { content: question(random) },
    })),
  },
  {
    kind: 'ollama',
    names: ['ollama_log'],
    make: only('body', (random) => ({
      model: 'llama3.1:8b',
      created_at: random.moment(),
      message: { role: 'assistant', content: answer(random) },
      done: true,
      eval_count: 44,
    })),
  },
  {
    kind: 'open-webui',
    names: ['chat'],
    make: only(
      'chat',
      (random) =>
        maybeText(random, {
          title: 'New Chat',
          models: ['llama3.1:8b'],
          history: {
            currentId: 'b',
            messages: {
              a: { id: 'a', role: 'user', content: question(random) },
              b: { id: 'b', role: 'assistant', content: answer(random) },
            },
          },
        }),
      (random) => ({ user_id: random.uuid() }),
    ),
  },
  {
    kind: 'chatgpt-export',
    names: ['conversations'],
    make: only('mapping', (random) => ({
      a: { message: { author: { role: 'user' }, content: { parts: [question(random)] } } },
      b: { message: { author: { role: 'assistant' }, content: { parts: [answer(random)] } } },
    })),
  },
  {
    kind: 'librechat',
    names: ['messages'],
    make: (random, row) => ({
      row: {
        messageId: random.uuid(),
        conversationId: random.uuid(),
        sender: row % 2 === 0 ? 'User' : 'GPT-4',
        isCreatedByUser: row % 2 === 0,
        text: row % 2 === 0 ? question(random) : answer(random),
      },
      holds: ['text'],
    }),
  },
  {
    kind: 'dify',
    names: ['messages'],
    make: (random) => ({
      row: {
        id: random.uuid(),
        conversation_id: random.uuid(),
        query: question(random),
        answer: answer(random),
        answer_tokens: 33,
      },
      holds: ['query', 'answer'],
    }),
  },
  {
    kind: 'flowise',
    names: ['chat_message'],
    make: (random, row) => ({
      row: {
        id: random.uuid(),
        chatflowid: random.uuid(),
        role: row % 2 === 0 ? 'userMessage' : 'apiMessage',
        content: row % 2 === 0 ? question(random) : answer(random),
      },
      holds: ['content'],
    }),
  },
  {
    kind: 'role-rows',
    names: ['messages', 'chat_messages', 'items'],
    make: (random, row) => ({
      row: {
        id: row,
        conversation_id: random.uuid(),
        role: row % 2 === 0 ? 'user' : 'assistant',
        content: row % 2 === 0 ? question(random) : answer(random),
      },
      holds: ['content'],
    }),
  },
  {
    kind: 'prompt-response',
    names: ['llm_log', 'completions', 'inference'],
    make: (random) => ({
      row: {
        id: random.uuid(),
        model: random.pick(MODELS),
        prompt: question(random),
        response: answer(random),
        total_tokens: 88,
      },
      holds: ['prompt', 'response'],
    }),
  },
  {
    kind: 'langfuse',
    names: ['observations'],
    make: (random) => ({
      row: {
        id: random.uuid(),
        trace_id: random.uuid(),
        project_id: random.uuid(),
        input: maybeText(random, openai(random)),
        output: maybeText(random, { role: 'assistant', content: answer(random) }),
      },
      holds: ['input', 'output'],
    }),
  },
  {
    kind: 'litellm',
    names: ['LiteLLM_SpendLogs'],
    make: (random) => ({
      row: {
        request_id: random.uuid(),
        model: 'gpt-4o',
        spend: 0.002,
        messages: openai(random).slice(0, 1),
        response: {
          object: 'chat.completion',
          choices: [{ message: { role: 'assistant', content: answer(random) } }],
        },
      },
      holds: ['messages', 'response'],
    }),
  },
  {
    kind: 'template',
    names: ['samples', 'train'],
    make: only(
      'text',
      (random) =>
        `<|im_start|>user\n${question(random)}<|im_end|>\n<|im_start|>assistant\n${answer(random)}<|im_end|>`,
    ),
  },
  {
    kind: 'instruction',
    names: ['sft'],
    make: (random) => ({
      row: { instruction: question(random), input: '', output: answer(random) },
      holds: ['instruction', 'output'],
    }),
  },
  {
    kind: 'otel-map',
    names: ['otel_traces'],
    make: only(
      'SpanAttributes',
      (random) => ({
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.prompt.0.content': question(random),
        'gen_ai.completion.0.content': answer(random),
      }),
      (random) => ({ TraceId: random.hex(32), SpanName: 'chat gpt-4o' }),
    ),
  },
  {
    kind: 'otel-list',
    names: ['spans'],
    make: only(
      'attributes',
      (random) => [
        { key: 'llm.model_name', value: { stringValue: 'gpt-4o' } },
        { key: 'input.value', value: { stringValue: question(random) } },
        { key: 'output.value', value: { stringValue: answer(random) } },
      ],
      (random) => ({ trace_id: random.hex(32) }),
    ),
  },
  {
    kind: 'log-line',
    names: ['app_log', 'logs'],
    make: only(
      'message',
      (random) =>
        `INFO  proxy upstream=llm body={"model":"gpt-4o","messages":[{"role":"system","content":"x"},{"role":"user","content":${JSON.stringify(question(random))}}]} status=200`,
      at,
    ),
  },
  {
    kind: 'paired',
    names: ['log_stream', 'traces_raw'],
    make: (random) => ({
      row: {
        timestamp: random.moment(),
        span_name: 'chat.completion',
        'string.names': ['model', 'prompt', 'completion'],
        'string.values': ['deepseek-chat', question(random), answer(random)],
        _service: 'gateway',
      },
      holds: ['string.values'],
    }),
  },
  {
    kind: 'paired-json',
    names: ['log_stream', 'events'],
    make: (random) => ({
      row: {
        timestamp: random.moment(),
        span_name: 'http',
        'string.names': ['path', 'request'],
        'string.values': [
          '/v1/chat/completions',
          JSON.stringify({ model: 'deepseek-chat', messages: openai(random) }),
        ],
      },
      holds: ['string.values'],
    }),
  },
];
