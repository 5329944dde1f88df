import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import {
  describeRsync,
  encodeRsyncList,
  encodeRsyncModule,
  isRsyncModule,
  parseRsyncAnswer,
  parseRsyncGreeting,
  parseRsyncModules,
} from './rsync.ts';

/** As rsync 3.5.0 sent them. */
const GREETING = Buffer.from('@RSYNCD: 32.0 sha512 sha256 sha1 md5 md4\n');
const MODULES = Buffer.from(
  'Be kind.\n\nnot a module\tby any means\n\nbackup1        \tmade up\nMy Files       \t\n@RSYNCD: EXIT\n',
);

describe('a greeting', () => {
  it('tells the version and the digests', () => {
    expectWhole(parseRsyncGreeting, GREETING, {
      version: '32.0',
      digests: ['sha512', 'sha256', 'sha1', 'md5', 'md4'],
    });
    expectWhole(parseRsyncGreeting, Buffer.from('@RSYNCD: 29\n'), { version: '29', digests: [] });
  });

  it.each(['HTTP/1.1 200 OK', '@RSYNCD: x\n', '@RSYNCD: EXIT\n', `@RSYNCD: ${'1'.repeat(2000)}`])(
    'is not %s',
    (text) => {
      expect(() => parseRsyncGreeting(Buffer.from(text), false)).toThrow(ProtocolError);
    },
  );
});

describe('a list of modules', () => {
  it('begins after the message of the day', () => {
    expectWhole(parseRsyncModules, MODULES, { kind: 'modules', names: ['backup1', 'My Files'] });
    expectWhole(parseRsyncModules, Buffer.from('@RSYNCD: EXIT\n'), { kind: 'modules', names: [] });
  });

  it('is bounded', () => {
    const endless = Buffer.from('name\tcomment\n'.repeat(8000));
    expect(() => parseRsyncModules(endless, false)).toThrow(ProtocolError);
    expect(() => parseRsyncModules(Buffer.alloc(2000, 'a'), false)).toThrow(ProtocolError);
  });
});

it.each([
  ['@RSYNCD: OK\n', { kind: 'ok' }],
  ['Be kind.\n\n@RSYNCD: OK\n', { kind: 'ok' }],
  ['@RSYNCD: AUTHREQD hF9F3eCmx1kXw\n', { kind: 'auth-required' }],
  ["@ERROR: Unknown module 'x'\n", { kind: 'error', text: "Unknown module 'x'" }],
])('%j', (text, value) => {
  expectWhole(parseRsyncAnswer, Buffer.from(text), value);
});

describe('our requests', () => {
  it('are told in words', () => {
    expect(describeRsync(encodeRsyncList())).toEqual(['list']);
    expect(describeRsync(encodeRsyncModule('backup'))).toEqual(['module backup']);
    expect(describeRsync(encodeRsyncModule('My (Files)/ä'))).toEqual([
      'module My%20%28Files%29%2F%C3%A4',
    ]);
  });

  it.each(['', '#list', '#early_input=5', 'two\nlines', 'a'.repeat(200), '\uD800'])(
    'name no module %j',
    (name) => {
      expect(isRsyncModule(name)).toBe(false);
      expect(() => encodeRsyncModule(name)).toThrow(ProtocolError);
    },
  );

  it.each(['@RSYNCD: 31.0\n#list\nx', '@RSYNCD: 31.0\nbackup', 'x', '@RSYNCD: 31.0\na\nb\n'])(
    'are not %j',
    (text) => {
      expect(() => describeRsync(Buffer.from(text))).toThrow(ProtocolError);
    },
  );
});

it.each(Object.entries({ parseRsyncGreeting, parseRsyncModules, parseRsyncAnswer, describeRsync }))(
  '%s is calm',
  (_name, read: (bytes: Buffer, ended: boolean) => unknown) => {
    expectCalm(read, [GREETING, MODULES, encodeRsyncModule('backup')]);
  },
);
