import type { ItemKind } from '../../model/inventory.ts';
import { wordsOf } from '../names.ts';

/** What the names of an item say of conversations, before a row of it is read. */
export interface Claim {
  readonly kind: string;
  readonly fields: readonly string[];
  readonly confidence: number;
  /** The format is text in both fields: with a sample, words in them are proof enough. Otherwise a shape must show. */
  readonly inWords: boolean;
  /** Words must stand in each of the fields, since nothing else speaks for a model. */
  readonly inAll: boolean;
}

interface Schema {
  readonly kind: string;
  /** Over the words of the item's last name. */
  readonly item?: RegExp;
  /** Each must be there. */
  readonly needs: readonly RegExp[];
  /** The fields that hold what was said. */
  readonly holds: RegExp;
  readonly inWords?: boolean;
  readonly inAll?: boolean;
  readonly confidence: number;
}

const SESSION =
  /_(?:session|conversation|thread|chat|run|trace|project|message|user|key|call|request|dialog(?:ue)?)(?:_?id)?_$/;

/** The tables of known products (LangChain, LiteLLM, Langfuse, Open WebUI …) and of habits that many share. */
const SCHEMAS: readonly Schema[] = [
  {
    kind: 'langchain',
    item: /_message_store_|_n8n_chat_histories_|_chat_message_history_|_chat_histor(?:y|ies)_|_langchain/,
    needs: [SESSION, /_(?:message|history)_$/],
    holds: /_(?:message|history)_$/,
    confidence: 0.9,
  },
  {
    kind: 'langgraph',
    item: /_checkpoint(?:s|_blobs|_writes)?_/,
    needs: [/_thread_id_$/, /_checkpoint_ns_|_checkpoint_id_$/],
    holds: /_(?:checkpoint|blob|metadata)_$/,
    confidence: 0.85,
  },
  {
    kind: 'litellm',
    item: /_spend_?logs_/,
    needs: [/_(?:messages|proxy_server_request)_$/, /_response_$/],
    holds: /_(?:messages|response|proxy_server_request)_$/,
    inWords: true,
    confidence: 0.95,
  },
  {
    kind: 'langfuse',
    item: /_(?:traces|observations|events_full|events_core)_/,
    needs: [/_input_$/, /_output_$/, /_(?:trace_id|project_id|session_id|observation_id)_$/],
    holds: /_(?:input|output)_$/,
    inWords: true,
    confidence: 0.85,
  },
  {
    kind: 'langsmith',
    item: /_runs_/,
    needs: [/_inputs_$/, /_outputs_$/],
    holds: /_(?:in|out)puts_$/,
    inWords: true,
    confidence: 0.8,
  },
  {
    kind: 'helicone',
    item: /_request_response/,
    needs: [/_(?:request_body|body|request_properties)_$/],
    holds: /_body_$/,
    inWords: true,
    confidence: 0.85,
  },
  {
    kind: 'weave',
    item: /_calls_(?:complete|merged|parts|end|start)_/,
    needs: [/_inputs?_dump_$/],
    holds: /_(?:inputs?|outputs?)_dump_$/,
    inWords: true,
    confidence: 0.85,
  },
  {
    kind: 'open-webui',
    item: /_chats?_/,
    needs: [/_chat_$/, /_user_id_$/],
    holds: /_chat_$/,
    confidence: 0.85,
  },
  {
    kind: 'librechat',
    item: /_messages_/,
    needs: [/_is_created_by_user_$/, /_text_$/],
    holds: /_text_$/,
    inWords: true,
    confidence: 0.95,
  },
  {
    kind: 'dify',
    item: /_messages_/,
    needs: [/_query_$/, /_answer_$/, SESSION],
    holds: /_(?:query|answer)_$/,
    inWords: true,
    confidence: 0.9,
  },
  {
    kind: 'flowise',
    item: /_chat_message_/,
    needs: [/_chatflow_?id_$|_chat_type_$/, /_content_$/],
    holds: /_content_$/,
    inWords: true,
    confidence: 0.9,
  },
  {
    kind: 'vercel-ai',
    item: /_messages?(?:_v2)?_/,
    needs: [/_role_$/, /_parts_$/, /_chat_?id_$/],
    holds: /_parts_$/,
    confidence: 0.9,
  },
  {
    kind: 'llamaindex',
    item: /_(?:data_)?chat_?store_/,
    needs: [/_key_$/, /_value_$/],
    holds: /_value_$/,
    confidence: 0.85,
  },
  {
    kind: 'rasa',
    item: /_events_/,
    needs: [/_sender_id_$/, /_intent_name_$|_action_name_$/, /_data_$/],
    holds: /_data_$/,
    confidence: 0.8,
  },
  // The table of the founding case: https://www.wiz.io/blog/wiz-research-uncovers-exposed-deepseek-database-leak
  {
    kind: 'log-stream',
    item: /_log_stream_/,
    needs: [/_span_name_$/, /_string_values_$/],
    holds: /_string_values_$/,
    confidence: 0.6,
  },
  {
    kind: 'otel-genai',
    needs: [/_gen_ai_(?:prompt|completion|input|output)|_llm_(?:input|output)_messages_/],
    holds: /_gen_ai_(?:prompt|completion|input|output)|_llm_(?:input|output)_messages_/,
    confidence: 0.9,
  },
  {
    kind: 'openai',
    needs: [
      /_(?:llm|chat|gpt|openai|ai)_(?:messages|history|log|transcript|input|output|request|response|completion|prompt)_$/,
    ],
    holds:
      /_(?:llm|chat|gpt|openai|ai)_(?:messages|history|log|transcript|input|output|request|response|completion|prompt)_$/,
    confidence: 0.7,
  },
  {
    kind: 'openai',
    needs: [/_messages_$/, /_(?:model|model_name|temperature|max_tokens|total_tokens)_$/],
    holds: /_messages_$/,
    confidence: 0.85,
  },
  {
    kind: 'role-content',
    item: /_(?:(?:chat|llm|gpt|ai|bot|assistant|conversation|agent|thread|dialog(?:ue)?)_?(?:messages?|history|logs?|turns?)|conversations?|chats?|threads?)_/,
    needs: [/_role_$/, /_(?:content|message|text)_$/],
    holds: /_(?:content|message|text)_$/,
    confidence: 0.75,
  },
  {
    kind: 'prompt-completion',
    needs: [
      /_(?:user_)?prompt_$/,
      /_(?:completion|response|generated_text|llm_output|reply|generation|answer)_$/,
      /_(?:model|model_name|llm|temperature|tokens|total_tokens|prompt_tokens|completion_tokens|latency_ms|usage|conversation_id|session_id|chat_id|span_name|finish_reason|provider)_$/,
    ],
    holds:
      /_(?:(?:user_|system_)?prompt|completion|response|generated_text|llm_output|reply|generation|answer)_$/,
    inWords: true,
    confidence: 0.85,
  },
  {
    kind: 'prompt-completion',
    needs: [
      /_(?:user_message|user_query|user_input|user_prompt|human_message)_$/,
      /_(?:assistant_(?:message|response|reply)|bot_(?:message|response|reply)|ai_(?:message|response|reply|answer)|llm_response|model_(?:output|response))_$/,
    ],
    holds:
      /_(?:user_message|user_query|user_input|user_prompt|human_message|(?:assistant|bot|ai|llm|model)_(?:message|response|reply|answer|output))_$/,
    inWords: true,
    confidence: 0.9,
  },
  {
    kind: 'prompt-completion',
    needs: [/_prompt_$/, /_(?:completion|response|reply|answer)_$/],
    holds: /_(?:prompt|completion|response|reply|answer)_$/,
    inWords: true,
    inAll: true,
    confidence: 0.7,
  },
  {
    kind: 'prompt-completion',
    needs: [/_prompt_$/, /_(?:messages|conversations?|completion|chosen)_$/],
    holds: /_prompt_$/,
    inWords: true,
    confidence: 0.75,
  },
  {
    kind: 'fine-tuning',
    needs: [/_prompt_$/, /_chosen_$/, /_rejected_$/],
    holds: /_(?:prompt|chosen|rejected)_$/,
    inWords: true,
    confidence: 0.9,
  },
  {
    kind: 'fine-tuning',
    needs: [/_instruction_$/, /_(?:output|response)_$/],
    holds: /_(?:instruction|input|output|response)_$/,
    inWords: true,
    confidence: 0.75,
  },
  {
    kind: 'prompt-completion',
    item: /_(?:(?:llm|prompt|chat|gpt|completion|openai|anthropic|inference|assistant|semantic)_?(?:cache|logs?|requests?|calls?|history|traces?|audit|store)|prompts|completions|log_stream)_/,
    needs: [/_(?:prompt|query|question|user_message|input)_$/],
    holds: /_(?:prompt|query|question|user_message|input|output|answer|response|completion)_$/,
    inWords: true,
    confidence: 0.7,
  },
];

/** Forms, texts of programs in many languages, shells and exercises have prompts and answers as well. */
const NOT_OF_A_MODEL =
  /_(?:locale|lang|language|translation|translations|i18n|msgid|command|shell|exit_code|survey_id|question_id|quiz_id|exam_id|choices|correct_answer)_$/;

function lastName(name: string): string {
  return wordsOf(name.split(/[./:]/).findLast((part) => /[a-z]{3}/i.test(part)) ?? name);
}

/** Key patterns and topics carry their product's name somewhere in the middle. */
function itemWords(kind: ItemKind, name: string): string {
  return kind === 'table' || kind === 'view' || kind === 'collection'
    ? lastName(name)
    : wordsOf(name);
}

export function claimsOf(kind: ItemKind, name: string, fields: readonly string[]): Claim[] {
  const words = fields.map((field) => [field, wordsOf(field)] as const);
  const item = itemWords(kind, name);
  const isOther = words.some(([, field]) => NOT_OF_A_MODEL.test(field));
  return SCHEMAS.flatMap(
    ({ kind: format, item: called, needs, holds, inWords = false, inAll = false, confidence }) => {
      if (called && !called.test(item)) return [];
      if (inWords && isOther) return [];
      if (!needs.every((need) => words.some(([, field]) => need.test(field)))) return [];
      const held = words.filter(([, field]) => holds.test(field)).map(([field]) => field);
      return [{ kind: format, fields: held, confidence, inWords, inAll }];
    },
  );
}

/** A key of a key-value store, or a topic, whose name alone says it. */
const KEYS =
  /_(?:message_store|chat_?history|chat_?histories|chat_?messages|chat_?sessions?|conversations?|llm_?(?:cache|logs?|requests?|responses?)|prompts?|chatgpt|openai|completions?|langchain|gptcache|chat_?memory)_/;

export function isChatName(name: string): boolean {
  return KEYS.test(wordsOf(name));
}
