/** What people call a question to a model and its answer, in the languages of tables. */

const QUESTIONS =
  'prompt|question|query|frage|anfrage|eingabe|pregunta|consulta|pergunta|domanda|vraag|pytanie|fraga|sporsmal|soru|kysymys|kerdes|otazka|вопрос|запит|питання|问题|提问|質問|질문';
const SAID =
  'message|msg|text|input|utterance|request|content|body|eingabe|nachricht|mensaje|mensagem|messaggio';
const PEOPLE =
  'user|human|customer|client|visitor|caller|guest|student|pupil|employee|patient|member|incoming|inbound|utilisateur|benutzer|usuario|utente|kunde';
const REPLIES =
  'message|msg|text|reply|response|answer|output|utterance|content|body|completion|result|antwort|ausgabe|respuesta|resposta|reponse|risposta|antwoord|odpowiedz|svar|cevap|vastaus|valasz|odpoved|ответ|відповідь|回答|答案|回复|답변';
const MACHINE = '(?:bot|chatbot|ai|gpt|chatgpt|llm|assistant|copilot|claude|gemini|ki|ia|model)';

/** Over the words of a field. */
export const ASKED = new RegExp(
  `_(?:${PEOPLE})(?:_(?:\\p{L}+_)?(?:${SAID}|${QUESTIONS})|${SAID})_$|_(?:${QUESTIONS})(?:_(?:text|${PEOPLE}))?_$|_(?:${SAID})_(?:${PEOPLE})_$`,
  'u',
);
export const ANSWERED =
  /_(?:(?:completion|response|reply|answer|generation)(?:_text)?|generated_text|antwort|ausgabe|respuesta|resposta|reponse|risposta|antwoord|odpowiedz|svar|cevap|vastaus|valasz|odpoved|ответ|відповідь|回答|答案|回复|답변)_$/;
/** The name itself says that a machine answered. */
export const ANSWERED_BY_MACHINE = new RegExp(
  `_${MACHINE}_?(?:${REPLIES})_$|_(?:${REPLIES})_(?:\\p{L}+_)?${MACHINE}_$`,
  'u',
);
/** Stands beside a call of a model, and beside little else that has a question and an answer. */
export const OF_A_MODEL =
  /_(?:(?:llm|ai|chat|language|base)?_?(?:model|modell|modelo|modele|modello|モデル|模型|модель)(?:_(?:name|id|used|version))?|llm|temperature|max_tokens|(?:prompt|completion|input|output|total)_tokens|tokens(?:_used|_in|_out)?|token_count|finish_reason|stop_reason)_$/;
/** What an answer is called beside a request that shows by its shape. */
export const BESIDE_A_REQUEST =
  /_(?:responses?|outputs?|completions?|answers?|reply|replies|generations?|results?)_$/;

/** Names of models by their makers' habits: `gpt-5`, `claude-…`, `meta-llama/Llama-3.3`, `@cf/meta/llama-3.1-8b`. */
const MODEL =
  /^(?:[@\w.-]{1,40}\/){0,3}(?:(?:gpt|chatgpt|claude|gemini|gemma|llama|meta-llama|mistral|mixtral|codestral|ministral|qwen|qwq|deepseek|grok|kimi|glm|nova|phi|command|granite|nemotron|jamba|sonar|ernie|doubao|hunyuan|falcon|text-davinci|vicuna|yi)[-_.:]?[\w.:-]{0,60}|o[134](?:-(?:mini|preview|pro)[\w-]{0,20})?)$/i;

export function isModelName(text: string): boolean {
  return text.length <= 120 && MODEL.test(text) && /\d|[-_:]/.test(text);
}
