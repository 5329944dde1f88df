import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from './codec.ts';
import {
  describeResp,
  encodeRespCommand,
  encodeRespPipeline,
  parseRespReplies,
  parseRespReply,
  type RespReply,
} from './resp.ts';

const parsed = (text: string | Buffer): RespReply | undefined =>
  parseRespReply(Buffer.from(text), false)?.value;

describe('replies', () => {
  it.each<[string, RespReply]>([
    ['+PONG\r\n', { kind: 'status', text: 'PONG' }],
    [
      '-NOAUTH Authentication required.\r\n',
      { kind: 'error', text: 'NOAUTH Authentication required.' },
    ],
    [':42\r\n', { kind: 'integer', value: 42 }],
    ['$5\r\nhe\r\no\r\n', { kind: 'bulk', text: 'he\r\no' }],
    ['$0\r\n\r\n', { kind: 'bulk', text: '' }],
    ['$-1\r\n', { kind: 'null' }],
    ['*-1\r\n', { kind: 'null' }],
    ['*0\r\n', { kind: 'array', items: [] }],
    [
      '*2\r\n:1\r\n*1\r\n+a\r\n',
      {
        kind: 'array',
        items: [
          { kind: 'integer', value: 1 },
          { kind: 'array', items: [{ kind: 'status', text: 'a' }] },
        ],
      },
    ],
  ])('%j is understood, and in any pieces', (text, expected) => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 1)
      expect(parseRespReply(bytes.subarray(0, at), false)).toBeUndefined();
    expect(parseRespReply(bytes, false)).toEqual({ value: expected, length: bytes.length });
  });

  it('of a pipeline are read together, and leave what is behind them', () => {
    const bytes = Buffer.from('+OK\r\n:1\r\n+left');
    expect(parseRespReplies(2)(bytes, false)).toEqual({
      value: [
        { kind: 'status', text: 'OK' },
        { kind: 'integer', value: 1 },
      ],
      length: 9,
    });
    expect(parseRespReplies(3)(bytes, false)).toBeUndefined();
  });

  it.each([
    ['a bulk of two gigabytes', '$2147483647\r\n'],
    ['a bulk of a negative length', '$-2\r\n'],
    ['a length that overflows', '$99999999999999999999\r\n'],
    ['a length that is no number', '$1e3\r\n'],
    ['an array of a million', '*1000000\r\n'],
    ['arrays in arrays without an end', '*1\r\n'.repeat(100)],
    ['a bulk without its end', '$2\r\nabcd'],
    ['a line without an end', `+${'a'.repeat(5000)}`],
    ['another protocol', 'HTTP/1.1 400 Bad Request\r\n'],
  ])('with %s are refused', (_, text) => {
    expect(() => parsed(text)).toThrow(ProtocolError);
  });

  it('survive arbitrary bytes, also such as look like RESP', () => {
    const words = fc.constantFrom(
      '*',
      '$',
      ':',
      '+',
      '-',
      '1',
      '0',
      '9',
      '\r\n',
      'a',
      ' ',
      '\u00ff',
    );
    const inputs = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.array(words, { maxLength: 80 }).map((all) => Buffer.from(all.join(''))),
    );
    fc.assert(
      fc.property(inputs, (bytes) => {
        try {
          const value = parseRespReply(bytes, false);
          if (value) expect(value.length).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('our own commands', () => {
  it('shows an empty word, which no declaration has', () => {
    expect(describeResp(encodeRespCommand('PING', ''))).toEqual(['PING ""']);
  });

  it('are read back word by word', () => {
    expect(describeResp(encodeRespPipeline([['PING'], ['INFO', 'server']]))).toEqual([
      'PING',
      'INFO server',
    ]);
  });

  it('round-trip', () => {
    const command = fc.array(fc.stringMatching(/^[!-~]{1,20}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 4 }), (commands) => {
        expect(describeResp(encodeRespPipeline(commands))).toEqual(
          commands.map((words) => words.join(' ')),
        );
      }),
    );
  });

  it.each([
    ['an inline command', Buffer.from('FLUSHALL\r\n')],
    ['a word that would read as two', encodeRespCommand('INFO server')],
    ['a word with a line break', encodeRespCommand('PING', 'a\r\nFLUSHALL')],
    ['no word', Buffer.from('*0\r\n')],
    ['half a command', Buffer.from('*2\r\n$4\r\nINFO\r\n')],
    [
      'a whole one and half a one',
      Buffer.concat([encodeRespCommand('PING'), Buffer.from('*1\r\n$8\r\nFLUSH')]),
    ],
    ['a number in place of a word', Buffer.from('*1\r\n:1\r\n')],
    ['a reply', Buffer.from('+OK\r\n')],
  ])('%s is not described', (_, bytes) => {
    expect(() => describeResp(bytes)).toThrow(ProtocolError);
  });
});
