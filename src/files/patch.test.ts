import { describe, expect, it } from 'vitest';
import type { FileFact } from '../model/observation.ts';
import { patchOf } from './patch.ts';

const lines = [
  'services:',
  '  cache:',
  '    ports:',
  '      - "6379:6379"',
  '    password: canary',
];
const change: FileFact = {
  about: 'network',
  says: '',
  file: 'compose.yaml',
  line: 4,
  column: 9,
  until: 20,
  write: '"127.0.0.1:6379:6379"',
};
const patch = (...changes: FileFact[]) => patchOf(changes, () => lines);

describe('the patch', () => {
  it('writes the safe value in place, once', () => {
    expect(patch(change, change)).toEqual({
      text: '--- a/compose.yaml\n+++ b/compose.yaml\n@@ -4 +4,1 @@\n-      - "6379:6379"\n+      - "127.0.0.1:6379:6379"\n',
      left: 0,
    });
  });

  it('takes a line away', () => {
    const { text } = patch({ ...change, line: 1, column: 1, until: 10, write: '' });
    expect(text).toContain('@@ -1 +0,0 @@\n-services:\n');
  });

  it('repeats no line that may hold a secret, and counts it', () => {
    expect(patch({ ...change, line: 5, column: 15, until: 21 })).toEqual({ text: '', left: 1 });
  });

  it('counts what has no safe value', () => {
    const { write: _write, ...open } = change;
    expect(patch(open)).toEqual({ text: '', left: 1 });
  });
});
