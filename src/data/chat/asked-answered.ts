/** What people call a question to a model and its answer, in the languages of tables. */

const SAID = '(?:message|msg|text|query|question|input|prompt|utterance|request|content|body)';
const REPLIED =
  '(?:message|msg|text|reply|response|answer|output|utterance|content|body|completion|result)';
const PEOPLE = '(?:user|human|customer|client|visitor|caller|guest|incoming|inbound)';
const MACHINE = '(?:bot|chatbot|ai|gpt|chatgpt|llm|model|assistant|copilot|claude|gemini|ki|ia)';

/** Over the words of a field. */
export const ASKED = new RegExp(
  `_(?:${PEOPLE}_?${SAID}|(?:user_)?(?:prompt|question|query)(?:_text)?|frage|anfrage|eingabe|pregunta|consulta|pergunta|domanda|vraag|pytanie|fraga|sporsmal|soru|kysymys|вопрос|问题|提问|質問|질문)_$`,
);
export const ANSWERED = new RegExp(
  `_(?:(?:completion|response|reply|answer|generation)(?:_text)?|generated_text|antwort|ausgabe|respuesta|resposta|reponse|risposta|antwoord|odpowiedz|svar|cevap|vastaus|ответ|回答|答案|回复|답변)_$`,
);
/** The name itself says that a machine answered. */
export const ANSWERED_BY_MACHINE = new RegExp(
  `_${MACHINE}_?${REPLIED}_$|_${REPLIED}_(?:from_)?${MACHINE}_$`,
);
/** Stands beside a call of a model, and beside little else that has a question and an answer. */
export const OF_A_MODEL =
  /_(?:(?:llm|ai|chat|language|base)?_?(?:model|modell|modelo|modele|modello)(?:_(?:name|id|used|version))?|llm|temperature|max_tokens|(?:prompt|completion|input|output|total)_tokens|tokens(?:_used|_in|_out)?|token_count|finish_reason|stop_reason)_$/;
