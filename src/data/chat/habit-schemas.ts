/** Names of conversations that no single product owns: habits that many share. */
import { ANSWERED, ANSWERED_BY_MACHINE, ASKED, OF_A_MODEL } from './asked-answered.ts';
import type { Schema } from './schema.ts';

export const habitSchemas: readonly Schema[] = [
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
  {
    kind: 'prompt-completion',
    needs: [ASKED, ANSWERED_BY_MACHINE],
    holds: new RegExp(`${ASKED.source}|${ANSWERED_BY_MACHINE.source}`),
    inWords: true,
    isSure: true,
    confidence: 0.85,
  },
  {
    kind: 'prompt-completion',
    needs: [ASKED, ANSWERED, OF_A_MODEL],
    holds: new RegExp(`${ASKED.source}|${ANSWERED.source}`),
    inWords: true,
    inAll: true,
    isSure: true,
    confidence: 0.8,
  },
  {
    kind: 'turns',
    needs: [/^_(?:human|user|prompter)_$/, /^_(?:ai|assistant|bot|chatbot|gpt|chatgpt|llm)_$/],
    holds: /^_(?:human|user|prompter|ai|assistant|bot|chatbot|gpt|chatgpt|llm)_$/,
    inWords: true,
    inAll: true,
    isSure: true,
    confidence: 0.85,
  },
  // One text a row, and a flag that says whether a person or the model wrote it.
  {
    kind: 'turns',
    needs: [
      /_(?:is|from|by|created_by|sent_by|is_from|is_created_by)_(?:user|human|ai|llm|assistant|gpt|model)_$/,
      /_(?:text|content|message|msg|body)_$/,
    ],
    holds: /_(?:text|content|message|msg|body)_$/,
    inWords: true,
    isSure: true,
    confidence: 0.85,
  },
  {
    kind: 'turns',
    needs: [
      /_direction_$/,
      /_(?:bot|chatbot|assistant|llm|ai_agent)(?:_id)?_$/,
      /_(?:payload|text|content|message|msg|body)_$/,
    ],
    holds: /_(?:payload|text|content|message|msg|body)_$/,
    inWords: true,
    confidence: 0.8,
  },
];
