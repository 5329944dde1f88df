import { assert, constantFrom, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerOf,
  authentication,
  failure,
  message,
  session,
} from '../../test/fakes/postgresql.ts';
import { ProtocolError } from './codec.ts';
import {
  describePgwire,
  encodePassword,
  encodeQuery,
  encodeSaslInitial,
  encodeSaslResponse,
  encodeSslRequest,
  encodeStartup,
  encodeTerminate,
  parsePgMessage,
  parseSslAnswer,
} from './pgwire.ts';

describe('requests', () => {
  test('are the documented bytes', () => {
    expect(encodeSslRequest().toString('hex')).toBe('0000000804d2162f');
    expect(encodeStartup({ user: 'postgres' }).toString('latin1')).toBe(
      '\0\0\0\x17\0\x03\0\0user\0postgres\0\0',
    );
    expect(encodeQuery('SELECT 1').toString('latin1')).toBe('Q\0\0\0\x0dSELECT 1\0');
    expect(encodeTerminate().toString('latin1')).toBe('X\0\0\0\x04');
  });

  test('are read back in words', () => {
    const startup = encodeStartup({
      user: 'postgres',
      database: 'x',
      application_name: 'nightlatch/1 run/2',
    });
    const all = Buffer.concat([
      encodeSslRequest(),
      startup,
      encodeQuery('SHOW CONFIG'),
      encodeTerminate(),
    ]);
    expect(describePgwire(all)).toEqual([
      'SSLRequest',
      'StartupMessage user=postgres database=x application_name=nightlatch%2F1%20run%2F2',
      'Query SHOW CONFIG',
      'Terminate',
    ]);
  });

  test('of what logs in nothing is told', () => {
    const said = Buffer.concat([
      encodeSaslInitial('SCRAM-SHA-256', 'n,,n=ann,r=abc'),
      encodeSaslResponse('c=biws,r=abcdef,p=secret'),
      encodePassword('secret'),
    ]);
    expect(describePgwire(said)).toEqual([
      'SASLInitialResponse SCRAM-SHA-256',
      'SASLResponse',
      'PasswordMessage',
    ]);
  });

  test.each([
    ['half a message', encodeQuery('SELECT 1').subarray(0, 9)],
    ['two queries in one', message('Q', 'SELECT 1\0DROP TABLE x\0')],
    ['a cancel request', Buffer.from('0000001004d2162e0000000100000002', 'hex')],
    ['a startup message without its end', Buffer.from('\0\0\0\x0d\0\x03\0\0user\0', 'latin1')],
    ['protocol 2', Buffer.from('0000000900020000ff', 'hex')],
    ['a length below its own', Buffer.from('5100000001', 'hex')],
    ['a proof of a mechanism in small letters', message('p', 'scram\0\0\0\0\0x')],
  ])('%s is none of ours', (_name, bytes) => {
    expect(() => describePgwire(bytes)).toThrow(ProtocolError);
  });

  test('a name cannot smuggle a second one', () => {
    expect(() => encodeStartup({ user: 'a\0options' })).toThrow(ProtocolError);
    expect(() => encodeStartup({ user: '' })).toThrow(ProtocolError);
  });
});

describe('answers', () => {
  const whole = Buffer.concat([
    session({ server_version: '15.20' }),
    answerOf('postgres', null, '3'),
    failure('28000', 'no'),
  ]);

  test('are the same however they are cut', () => {
    const kinds: string[] = [];
    let rest = whole;
    while (rest.length > 0) {
      const end = 1 + rest.readUInt32BE(1);
      for (let cut = 0; cut < end; cut += 1)
        expect(parsePgMessage(rest.subarray(0, cut), false)).toBeUndefined();
      const parsed = parsePgMessage(rest, false);
      expect(parsed?.length).toBe(end);
      kinds.push(parsed?.value.kind ?? 'none');
      rest = rest.subarray(end);
    }
    expect(kinds).toEqual([
      'authentication',
      'parameter',
      'other',
      'ready',
      'other',
      'row',
      'complete',
      'ready',
      'error',
    ]);
  });

  test('carry their fields', () => {
    expect(parsePgMessage(authentication(10, 'SCRAM-SHA-256\0\0'), false)?.value).toMatchObject({
      kind: 'authentication',
      code: 10,
      mechanisms: ['SCRAM-SHA-256'],
    });
    expect(parsePgMessage(failure('53300', 'too many'), false)?.value).toMatchObject({
      fields: { C: '53300', M: 'too many' },
    });
    expect(parsePgMessage(answerOf('a', null).subarray(7), false)?.value).toEqual({
      kind: 'row',
      columns: ['a', null],
    });
  });

  test.each([
    ['a huge length', Buffer.from('527fffffff', 'hex')],
    ['a length below its own', Buffer.from('5200000003', 'hex')],
    ['an authentication request without a code', message('R', 'ab')],
    ['a row that ends early', message('D', Buffer.from('00020000000161', 'hex'))],
    ['a column beyond its message', message('D', Buffer.from('00017fffffff', 'hex'))],
    ['a column of -2 bytes', message('D', Buffer.from('0001fffffffe', 'hex'))],
    ['65535 columns', message('D', Buffer.from('ffff', 'hex'))],
    ['an error that says nothing', message('E', '\0')],
    ['a readiness of two bytes', message('Z', 'II')],
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n')],
    ['something binary', Buffer.from('0a0000', 'hex')],
  ])('%s is refused', (_name, bytes) => {
    expect(() => parsePgMessage(bytes, false)).toThrow(ProtocolError);
  });

  test('an SSLRequest is answered by one byte, or an error', () => {
    expect(parseSslAnswer(Buffer.from('S'), false)).toEqual({ value: { kind: 'tls' }, length: 1 });
    expect(parseSslAnswer(Buffer.from('NR'), false)).toEqual({
      value: { kind: 'no-tls' },
      length: 1,
    });
    expect(parseSslAnswer(failure('XX000', 'x'), false)?.value).toMatchObject({
      kind: 'error',
      fields: { C: 'XX000' },
    });
    expect(parseSslAnswer(Buffer.alloc(0), true)).toBeUndefined();
    expect(() => parseSslAnswer(authentication(0), false)).toThrow(ProtocolError);
  });

  test('whatever comes is a value, a wait or a refusal', () => {
    assert(
      property(
        constantFrom(parsePgMessage, parseSslAnswer),
        constantFrom('R', 'E', 'D', 'S', 'N', 'Z', ''),
        uint8Array({ maxLength: 80 }),
        (parse, type, bytes) => {
          const framed = type === '' ? Buffer.from(bytes) : message(type, Buffer.from(bytes));
          try {
            const parsed = parse(framed, false);
            if (parsed) expect(parsed.length).toBeLessThanOrEqual(framed.length);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
          try {
            describePgwire(Buffer.from(bytes));
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
