import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBson, readBson } from './bson.ts';
import { ProtocolError } from './codec.ts';
import {
  describeMongo,
  encodeMongoCommands,
  mongoClient,
  parseMongoReply,
  startsMongoReply,
} from './mongodb.ts';

/** FerretDB 1.24.2: code 13 to `listDatabases`. */
const REFUSAL = Buffer.from(
  '850000000200000003000000dd070000000000000070000000016f6b000000000000000000026572726d7367002e000000436f6d6d616e64206c6973744461746162617365732072657175697265732061757468656e7469636174696f6e0010636f6465000d00000002636f64654e616d65000d000000556e617574686f72697a65640000',
  'hex',
);
/** The same server's answer to `isMaster` in OP_QUERY, shortened to its last field. */
const OLD_REPLY = Buffer.from(
  '35000000010000000100000001000000000000000000000000000000000000000100000011000000016f6b00000000000000f03f00',
  'hex',
);

const documented = Buffer.from(
  '470000000100000000000000dd070000000000000032000000106c6973744461746162617365730001000000086e616d654f6e6c79000102246462000600000061646d696e0000',
  'hex',
);

describe('replies', () => {
  it('are read in both forms', () => {
    const parsed = parseMongoReply(REFUSAL, false);
    expect(parsed?.length).toBe(REFUSAL.length);
    expect(parsed?.value.form).toBe('message');
    expect(parsed?.value.body.get('code')).toBe(13);
    expect(parsed?.value.body.get('codeName')).toBe('Unauthorized');
    const old = parseMongoReply(OLD_REPLY, false);
    expect(old?.value.form).toBe('reply');
    expect(old?.value.body.get('ok')).toBe(1);
  });

  it.each([REFUSAL, OLD_REPLY])('wait for more at every byte', (bytes) => {
    for (let at = 0; at < bytes.length; at += 1)
      expect(parseMongoReply(bytes.subarray(0, at), false)).toBeUndefined();
    expect(startsMongoReply(bytes.subarray(0, 16))).toBe(true);
  });

  it('may have a checksum and sections of documents', () => {
    const body = encodeBson({ ok: 1 });
    const section = Buffer.concat([Buffer.of(1), Buffer.from([9, 0, 0, 0]), Buffer.from('docs\0')]);
    const rest = Buffer.concat([
      Buffer.from([1, 0, 0, 0]),
      section,
      Buffer.of(0),
      body,
      Buffer.alloc(4),
    ]);
    const head = Buffer.alloc(16);
    head.writeInt32LE(16 + rest.length, 0);
    head.writeInt32LE(2013, 12);
    expect(parseMongoReply(Buffer.concat([head, rest]), false)?.value.body.get('ok')).toBe(1);
  });

  it.each([0, 15, -1, 0x7f_ff_ff_ff])('refuse a length of %d', (length) => {
    const bytes = Buffer.from(REFUSAL);
    bytes.writeInt32LE(length, 0);
    expect(() => parseMongoReply(bytes, false)).toThrow(ProtocolError);
    expect(startsMongoReply(bytes)).toBe(false);
  });

  it('become a value, nothing or a ProtocolError, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(REFUSAL, OLD_REPLY),
        fc.array(fc.tuple(fc.nat(140), fc.nat(255)), { maxLength: 8 }),
        (seed, changes) => {
          const bytes = Buffer.from(seed);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          try {
            parseMongoReply(bytes, true);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        },
      ),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        try {
          readBson(Buffer.from(noise));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });
});

describe('BSON', () => {
  it('passes over every type that no question of ours needs', () => {
    const elements = [
      '0562000200000000abcd', // binary
      '066100', // undefined
      '076900' + '00'.repeat(12), // object id
      '096400' + '00'.repeat(8), // date
      '0a6e00', // null
      '0b720061006900', // regular expression
      '0c7000020000006100' + '00'.repeat(12), // pointer
      '0d6300020000006100', // code
      '0e7300020000006100', // symbol
      '0f77000f0000000200000061000500000000', // code with a scope
      '117400' + '00'.repeat(8), // timestamp
      '126c00ffffffffffffffff', // 64 bits
      '136d00' + '00'.repeat(16), // decimal
      '7f7800',
      'ff7900',
      '106f6b0001000000',
    ].join('');
    const body = Buffer.from(elements, 'hex');
    const size = Buffer.alloc(4);
    size.writeInt32LE(body.length + 5);
    const { value } = readBson(Buffer.concat([size, body, Buffer.of(0)]));
    expect([...value.keys()].join('')).toBe('baidnrpcswtlmxyok');
    expect(value.get('l')).toBe(-1);
    expect(value.get('n')).toBeNull();
    expect(value.get('ok')).toBe(1);
  });

  it('keeps names from reaching a prototype', () => {
    const { value } = readBson(encodeBson({ ['__proto__']: { polluted: true } }));
    expect(value.get('__proto__')).toEqual(new Map([['polluted', true]]));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('refuses depth and numbers that no answer has', () => {
    let deep: Parameters<typeof encodeBson>[0] = { a: 1 };
    for (let level = 0; level < 40; level += 1) deep = { a: deep };
    expect(() => readBson(encodeBson(deep))).toThrow(/too deeply/);
    const many = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from('0a00'.repeat(60_000), 'hex'),
      Buffer.of(0),
    ]);
    many.writeInt32LE(many.length);
    expect(() => readBson(many)).toThrow(/keys/);
  });
});

describe('our own commands', () => {
  const options = { nameOnly: true, $readPreference: { mode: 'primaryPreferred' } };

  it('are the documented bytes', () => {
    const command = { name: 'listDatabases', options: { nameOnly: true } };
    expect(encodeMongoCommands('message', [command])).toEqual(documented);
  });

  it('are read back with every option', () => {
    const commands = [
      { name: 'hello', options: { client: mongoClient('nightlatch/1.0 run/x') } },
      { name: 'listDatabases', options },
    ];
    const words = [
      'hello admin client',
      'listDatabases admin nameOnly=true $readPreference.mode=primaryPreferred',
    ];
    expect(describeMongo(encodeMongoCommands('message', commands))).toEqual(words);
    expect(describeMongo(encodeMongoCommands('query', commands))).toEqual(
      words.map((each) => `query ${each}`),
    );
  });

  it('show what hides in them', () => {
    const stranger = encodeMongoCommands('message', [
      { name: 'hello', options: { client: { ...mongoClient('nightlatch/1'), more: 1 } } },
    ]);
    expect(describeMongo(stranger)).not.toEqual(['hello admin client']);
    const blank = encodeMongoCommands('message', [{ name: 'hello', options: { comment: 'a b' } }]);
    expect(() => describeMongo(blank)).toThrow(ProtocolError);
    const sections = Buffer.concat([documented, Buffer.from('0100000000', 'hex')]);
    sections.writeInt32LE(sections.length, 0);
    expect(() => describeMongo(sections)).toThrow(ProtocolError);
    expect(() => describeMongo(documented.subarray(0, 30))).toThrow(ProtocolError);
    expect(() => describeMongo(REFUSAL)).toThrow(ProtocolError);
  });
});
