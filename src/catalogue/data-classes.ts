import type { DataClass } from '../model/inventory.ts';

/** What a class of data is called in a sentence. */
export const CLASS_WORDS: Readonly<Record<DataClass, string>> = {
  'chat-log': 'chat logs',
  secret: 'secrets',
  personal: 'personal data',
  payment: 'payment data',
  health: 'health data',
  location: 'locations',
};
