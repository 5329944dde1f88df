import { untrusted } from '../model/untrusted.ts';

/** The faulty part of what was written, on one line and harmless to a terminal. */
export function quote(text: string): string {
  return `"${untrusted(text, 80)}"`;
}
