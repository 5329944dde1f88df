import { linear } from '../linear.ts';

/** Conversations that stand in one piece of text: templates of models, transcripts, JSON inside of a log line. */
const TEMPLATES = linear(
  /<\|im_start\|>(?:system|user|assistant)|<\|begin_of_text\|>|<\|start_header_id\|>|<start_of_turn>(?:user|model)|\[INST\]|<<SYS>>|<\|START_OF_TURN_TOKEN\|>|<｜(?:User|Assistant|begin▁of▁sentence)｜>|<\|(?:user|assistant|system)\|>/,
);
/** A turn of the user, and one of the model that has to follow it. */
const TURNS: readonly (readonly [kind: string, asks: RegExp, answers: RegExp])[] = [
  [
    'instruction',
    linear(/### (?:Instruction|Human|User|Input)\b/),
    linear(/### (?:Response|Assistant|Answer|Output)\b/g),
  ],
  ['transcript', linear(/<(?:user|human)>/i), linear(/<(?:assistant|ai|bot)>/gi)],
  [
    'transcript',
    linear(/(?:^|\n)[ \t]{0,4}(?:\*\*)?(?:Human|User|Me|You)(?:\*\*)?[ \t]{0,2}:/),
    linear(
      /\n[ \t]{0,4}(?:\*\*)?(?:Assistant|AI|ChatGPT|Claude|GPT(?:-\d)?|Bot|Gemini|DeepSeek|Copilot)(?:\*\*)?[ \t]{0,2}:/g,
    ),
  ],
];

function turnsIn(text: string): string | undefined {
  for (const [kind, asks, answers] of TURNS) {
    const at = asks.exec(text)?.index;
    if (at === undefined) continue;
    answers.lastIndex = at;
    if (answers.test(text)) return kind;
  }
  return undefined;
}

const ROLE_IN_JSON = linear(
  /\\{0,3}"role\\{0,3}"\s{0,2}:\s{0,2}\\{0,3}"(assistant|user|system|developer|tool|model)\\{0,3}"/g,
);
const CONTENT_IN_JSON = /"(?:content|parts)\\{0,3}"\s{0,2}:/;
const CALLS = linear(
  /"object\\{0,3}"\s{0,2}:\s{0,2}\\{0,3}"chat\.completion|"(?:chatcmpl|msg_01)[\w-]{8}/,
);

export function chatInText(text: string): string | undefined {
  if (text.length < 20) return undefined;
  if (TEMPLATES.test(text)) return 'chat-template';
  const turns = turnsIn(text);
  if (turns !== undefined) return turns;
  if (!text.includes('"')) return undefined;
  if (CALLS.test(text)) return 'openai';
  const roles = new Set([...text.matchAll(ROLE_IN_JSON)].map(([, role]) => role));
  const isTalk =
    roles.has('assistant') ||
    roles.has('model') ||
    (roles.has('user') &&
      (roles.has('system') || /"(?:model|temperature|max_tokens)\\{0,3}"\s{0,2}:/.test(text)));
  return isTalk && CONTENT_IN_JSON.test(text) ? 'openai' : undefined;
}
