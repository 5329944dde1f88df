import type { ItemKind } from '../../model/inventory.ts';
import { wordsOf } from '../names.ts';
import { habitSchemas } from './habit-schemas.ts';
import { productSchemas } from './product-schemas.ts';
import type { Schema } from './schema.ts';

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

const SCHEMAS: readonly Schema[] = [...productSchemas, ...habitSchemas];

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
  return SCHEMAS.flatMap((schema) => {
    const { kind: format, item: called, needs, holds, inWords = false, inAll = false } = schema;
    const { isSure = false, confidence } = schema;
    if (called && !called.test(item)) return [];
    if (inWords && isOther && !isSure) return [];
    if (!needs.every((need) => words.some(([, field]) => need.test(field)))) return [];
    const held = words.filter(([, field]) => holds.test(field)).map(([field]) => field);
    return [{ kind: format, fields: held, confidence, inWords, inAll }];
  });
}

/** A key of a key-value store, or a topic, whose name alone says it. */
const KEYS =
  /_(?:message_store|chat_?history|chat_?histories|chat_?messages|chat_?sessions?|conversations?|llm_?(?:cache|logs?|requests?|responses?)|prompts?|chatgpt|openai|completions?|langchain|gptcache|chat_?memory|bedrock_?model_?invocation_?logs|chat_?exports?|chat_?transcripts?)_/;

export function isChatName(name: string): boolean {
  return KEYS.test(wordsOf(name));
}
