/** Records with canaries in the shapes that stores hold: three kinds of chat log, people, and keys. */
import { canaries, canariesIn } from './canaries.ts';
import { expect } from 'vitest';
import type { Asked } from './ask.ts';

type Fields = Readonly<Record<string, unknown>>;

const { prompt, email, apiKey } = canaries;
const answer = `Dear landlord, about ${prompt}`;

const few = <T>(record: (at: number) => T): T[] => Array.from({ length: 5 }, (_, at) => record(at));

export const planted = {
  /** A list of messages with roles. */
  conversations: few((at): Fields => ({
    session: `s${at}`,
    messages: [
      { role: 'system', content: 'You are a helpful assistant.' },
      { role: 'user', content: prompt },
      { role: 'assistant', content: answer },
    ],
  })),
  /** A question and its answer, side by side. */
  completions: few((at): Fields => ({
    model: 'gpt-4o',
    prompt: `${prompt} ${at}`,
    completion: answer,
  })),
  /** The same as JSON inside a text. */
  requests: few((at): Fields => ({
    at,
    body: JSON.stringify({ model: 'x', messages: [{ role: 'user', content: prompt }] }),
  })),
  people: few((at): Fields => ({
    name: `${canaries.name} ${at}`,
    email: `${at}.${email}`,
    visits: at,
  })),
  keys: few((at): Fields => ({ service: `s${at}`, api_key: `${apiKey}${at}` })),
};

/** The classes of an item by its name. */
export function classesOf({ inventory }: Asked, name: string): string[] {
  const item = inventory?.items.find((each) => each.name === name);
  return [...new Set(item?.classes.map((each) => each.class))];
}

/** Nothing of a value in anything that a look gives, and nothing sent that was not declared. */
export function expectNothingKept(asked: Asked): void {
  expect(asked.undeclared).toBe(0);
  expect(canariesIn(JSON.stringify(asked))).toEqual([]);
}
