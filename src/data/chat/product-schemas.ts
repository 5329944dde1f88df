/** The tables of known products: LangChain, LiteLLM, Langfuse, Open WebUI … */
import type { Schema } from './schema.ts';

const SESSION =
  /_(?:session|conversation|thread|chat|run|trace|project|message|user|key|call|request|dialog(?:ue)?)(?:_?id)?_$/;

export const productSchemas: readonly Schema[] = [
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
];
