import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { parseTarget } from './parse-target.ts';
import { formatPorts } from './port-ranges.ts';
import { formatSubject } from './range.ts';

/** `subject ports path`, or the complaint. */
function read(text: string): string {
  try {
    const { subject, ports, path = '' } = parseTarget(text);
    return `${formatSubject(subject)} ${ports === null ? 'usual' : formatPorts(ports)} ${path}`.trim();
  } catch (error) {
    if (error instanceof UsageError) return `! ${error.message}`;
    throw error;
  }
}

describe('a target', () => {
  it.each([
    ['db', 'db usual'],
    [' DB.Example. ', 'db.example usual'],
    ['_mysql._tcp.example.com:3306', '_mysql._tcp.example.com 3306'],
    ['bücher.example:80', 'xn--bcher-kva.example 80'],
    ['10.0.0.5', '10.0.0.5 usual'],
    ['10.0.0.5:443,80,1-3,2-5,6', '10.0.0.5 1-6,80,443'],
    ['10.0.0.7/8:6379', '10.0.0.0/8 6379'],
    ['0.0.0.0/0', '0.0.0.0/0 usual'],
    ['10.1.2.3/32', '10.1.2.3 usual'],
    ['::1', '::1 usual'],
    ['[::1]', '::1 usual'],
    ['[0:0:0:0:0:0:0:1]:6379', '::1 6379'],
    ['FD00::A/64', 'fd00::/64 usual'],
    ['fd00::/64:80', 'fd00::/64 80'],
    ['[fd00::1/64]:1-2', 'fd00::/64 1-2'],
    ['::ffff:127.0.0.1', '127.0.0.1 usual'],
    ['[::ffff:7f00:1]:80', '127.0.0.1 80'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8 usual'],
    ['::127.0.0.1', '::7f00:1 usual'],
    ['http://db.example', 'db.example 80'],
    ['HTTPS://Db.Example:8443/a/../b', 'db.example 8443 /b'],
    ['http://[fd00::1]:8123/play', 'fd00::1 8123 /play'],
    ['http://h/%40user', 'h 80 /%40user'],
    ['postgres://h/orders?sslmode=require', 'h 5432'],
    ['redis://10.0.0.5', '10.0.0.5 6379'],
    ['mongodb://h', 'h 27017'],
  ])('%j is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['', 'a target is empty'],
    ['x'.repeat(3000), 'longer than 2048'],
    ['a:', 'a colon has no port after it'],
    ['a:0', 'port "0" is out of range: ports go from 1 to 65535'],
    ['a:65536', 'port "65536" is out of range'],
    ['a:80-70', '"80-70" runs backwards: write 70-80'],
    ['a:80,,90', 'a port is missing in "80,,90"'],
    ['a:80-', '"80-" is no port'],
    ['a:1-2-3', '"1-2-3" is no port range'],
    ['a:080', 'port "080" starts with a zero: write 80'],
    ['a:0x50', '"0x50" is no port'],
    ['a:８０', 'is no port'],
    ['10.0.0.0/33', '"/33" is out of range: it goes from 0 to 32'],
    ['fd00::/129', '"/129" is out of range: it goes from 0 to 128'],
    ['10.0.0.0/', 'is no prefix length: write a number, like 10.0.0.0/24'],
    ['10.0.0.0/08', '"/08" is no prefix length'],
    ['10.0.0.0/255.0.0.0', 'is a netmask: write /8'],
    ['10.0.0.0/0.0.0.255', 'is no prefix length'],
    ['::ffff:10.0.0.0/90', 'mixes IPv4 and IPv6'],
    ['10.0.0.1-9', 'no address range: write it as CIDR'],
    ['10.0.0.*', 'holds a wildcard'],
    ['host/24', 'write host without "/24"'],
    ['10.0.0/24', 'write 10.0.0.0'],
    ['10.0.0.256', 'is no IPv4 address'],
    ['1.2.3.4.5', 'is no IPv4 address'],
    ['0x7f.1', 'write 127.0.0.1'],
    ['0177.0.0.1', 'write 127.0.0.1'],
    ['2130706433', 'write 127.0.0.1'],
    ['127.1', 'write 127.0.0.1'],
    ['127.0.0.1.', 'write 127.0.0.1'],
    ['0x7f000001:80', 'write 127.0.0.1'],
    ['１２７．０．０．１', 'write 127.0.0.1'],
    ['127。0。0。1', 'write 127.0.0.1'],
    ['①②⑦.0.0.1', 'write 127.0.0.1'],
    ['http://0x7f.1/', 'write 127.0.0.1'],
    ['::ffff:0177.0.0.1', 'is no IPv6 address'],
    ['%31.com', 'percent sign'],
    ['fe80::1%eth0', 'has a zone: write fe80::1 without "%eth0"'],
    ['[fe80::1%25eth0]:80', 'has a zone: write fe80::1'],
    ['h:80:90', 'several colons'],
    ['[::1', 'brackets hold one IPv6 address'],
    ['[::1]80', 'brackets hold one IPv6 address'],
    ['[10.0.0.1]:80', 'brackets hold one IPv6 address'],
    [':80', 'has no host'],
    ['a b', 'is no host name or address'],
    ['exam\u200Bple.com', 'cannot be seen'],
    ['\u001b[31mred', 'cannot be seen'],
    ['a..b', 'is no host name or address'],
    ['-a', 'is no host name or address'],
    [`${'a'.repeat(64)}.com`, 'is no host name or address'],
    [`${'a.'.repeat(130)}com`, 'too long'],
    ['@hosts.txt', 'a list cannot stand here'],
    ['gopher://h', 'the scheme "gopher://" is not known'],
    ['mongodb+srv://h', 'write their names'],
    ['mongodb://a:1,b:2/', 'names several hosts'],
    ['http://h:1-2', 'a URL has one'],
    ['http://fd00::1/', 'stands in brackets'],
    ['http:///x', 'has no host'],
  ])('%j is refused: %s', (text, expected) => {
    expect(read(text)).toMatch(/^! /);
    expect(read(text)).toContain(expected);
  });

  it.each([
    'http://user:hunter2@h/',
    'http://user:hunter2%40@h/',
    'http://user:hun/hunter2@h',
    'http://user:80/hunter2@h',
    'redis://:hunter2@h:99999',
    'redis://:hu/hunter2@h',
    'user:hunter2@h:5432',
    'user:hunter2 @h',
    'http://h/?password=hunter2',
    'http://h/#hunter2',
  ])('%j is refused without a word of its secret', (text) => {
    expect(read(text)).not.toContain('hunter2');
    expect(read(text)).not.toContain('hu/');
  });

  it('keeps no query in what goes into reports', () => {
    expect(parseTarget('postgres://h/d?password=hunter2').text).toBe('postgres://h');
  });

  it('answers any text with a target or one harmless line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(read(text)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, prefix) => {
        const { subject } = parseTarget(`${address}/${prefix}`);
        expect(parseTarget(formatSubject(subject)).subject).toEqual(subject);
      }),
    );
  });
});
