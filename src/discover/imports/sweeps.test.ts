import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../model/errors.ts';
import { readSweeps, type Sweeps } from './sweeps.ts';
import { XmlTags } from './xml.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightlatch-sweep-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array): Promise<Sweeps> {
  const file = join(folder, 'sweep');
  await writeFile(file, content);
  return readSweeps([file], Readable.from([]));
}

async function targets(content: string): Promise<string[]> {
  return (await read(content)).targets.map(({ text }) => text);
}

/** As nmap 7.93 wrote it for `nmap -sT -oX`, shortened. */
const NMAP = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<?xml-stylesheet href="file:///usr/share/nmap/nmap.xsl" type="text/xsl"?>
<!-- Nmap 7.93 scan initiated Wed Nov 25 14:22:39 2026 as: nmap -sT -p 80,81 -oX out.xml > x -->
<nmaprun scanner="nmap" args="nmap -oX - &lt;x&gt;" start="1795616559" version="7.93" xmloutputversion="1.05">
<host starttime="1795616559" endtime="1795616559"><status state="up" reason="localhost-response" reason_ttl="0"/>
<address addr="127.0.0.1" addrtype="ipv4"/>
<address addr="02:00:00:00:00:01" addrtype="mac"/>
<hostnames>
<hostname name="localhost" type="user"/>
<hostname name="elsewhere.example" type="PTR"/>
</hostnames>
<ports><port protocol="tcp" portid="18901"><state state="open" reason="syn-ack" reason_ttl="0"/><script id="x" output="a&#xa;&gt; <b>"/></port>
<port protocol="tcp" portid="18902"><state state="closed" reason="conn-refused" reason_ttl="0"/></port>
</ports>
</host>
<host endtime="1"><status state="up"/><address addr="fd00::7" addrtype="ipv6"/>
<hostnames><hostname name="other.example" type="PTR"/></hostnames>
<ports><port protocol="udp" portid="53"><state state="open"/></port>
<port protocol="tcp" portid="6379"><state state="open"/></port></ports></host>
<runstats><finished time="1795616559"/><hosts up="1" down="0" total="1"/></runstats>
</nmaprun>
`.replace('<b>', '&lt;b&gt;');

/** As masscan of Debian 12 wrote them for one open port of two. */
const MASSCAN = {
  '-oJ': `[
{   "ip": "10.231.7.2",   "timestamp": "1795616560", "ports": [ {"port": 18903, "proto": "tcp", "status": "open", "reason": "syn-ack", "ttl": 64} ] }
,
{   "ip": "10.231.7.2",   "timestamp": "1795616560", "ports": [ {"port": 18903, "proto": "tcp", "service": {"name": "http", "banner": "HTTP/1.0 200"} } ] }
]
`,
  '-oD': `{"ip":"10.231.7.2","timestamp":"1795616565","port":18903,"proto":"tcp","rec_type":"status","data":{"status":"open","reason":"syn-ack","ttl":64}}
{"ip":"10.231.7.2","timestamp":"1795616565","port":18903,"proto":"tcp","rec_type":"banner","data":{"service_name":"http","banner":"x"}}
`,
  '-oL': `#masscan
open tcp 18903 10.231.7.2 1795616572
banner tcp 18903 10.231.7.2 1795616572 http HTTP/1.0 200
# end
`,
  '-oX': `<?xml version="1.0"?>
<!-- masscan v1.0 scan -->
<nmaprun scanner="masscan" start="1795616587" version="1.0-BETA"  xmloutputversion="1.03">
<scaninfo type="syn" protocol="tcp" />
<host endtime="1795616587"><address addr="10.231.7.2" addrtype="ipv4"/><ports><port protocol="tcp" portid="18903"><state state="open" reason="syn-ack" reason_ttl="64"/></port></ports></host>
<runstats>
<finished time="1795616617" timestr="2026-11-25 14:23:37" elapsed="30" />
<hosts up="1" down="0" total="1" />
</runstats>
</nmaprun>
`,
};

describe('what a sweep found becomes targets', () => {
  it('of nmap: by the name that was asked for, never by one that the address claims', async () => {
    const found = await read(NMAP);
    expect(found.targets.map(({ text }) => text)).toEqual(['localhost:18901', '[fd00::7]:6379']);
    expect(found.targets[0]?.subject).toEqual({ kind: 'name', name: 'localhost' });
    expect(found.notes.join(' ')).toContain('1 ports are not TCP');
  });

  it.each(Object.entries(MASSCAN))('of masscan %s', async (_, content) => {
    expect(await targets(content)).toEqual(['10.231.7.2:18903']);
  });

  it.each([
    [
      'naabu -json',
      '{"host":"db.example","ip":"10.0.0.7","port":80,"protocol":"tcp","tls":false}\n{"ip":"10.0.0.8","port":53,"protocol":"udp","tls":false}\n{"ip":"10.0.0.8","port":443,"protocol":"tcp","tls":true}\n',
      ['db.example:80', '10.0.0.8:443'],
    ],
    [
      'naabu',
      '10.0.0.7:80\n10.0.0.7:443 [cdn]\n[fd00::1]:80\n',
      ['10.0.0.7:80,443', '[fd00::1]:80'],
    ],
    [
      'zgrab2',
      '{"ip":"10.0.0.7","domain":"db.example","data":{"http":{"status":"success","port":8080,"protocol":"http"},"redis":{"status":"connection-timeout","port":6379}}}\n{"ip":"10.0.0.8","data":{"http":{"status":"success"}}}\n',
      ['db.example:8080'],
    ],
    [
      'httpx -json',
      '{"url":"https://web.example","host":"10.0.0.7","port":"443","failed":false}\n{"url":"http://[fd00::1]:8080/app?x=1","failed":false}\n{"url":"http://gone.example","failed":true}\n',
      ['[fd00::1]:8080/app', 'web.example:443'],
    ],
  ])('of %s', async (_, content, expected) => {
    expect(await targets(content)).toEqual(expected);
  });

  it('joins the ports of a host, and shows many as a count', async () => {
    const many = Array.from({ length: 20 }, (_, index) => `10.0.0.7:${1000 + 2 * index}`);
    expect(await targets([...many, many[0]].join('\n'))).toEqual(['10.0.0.7:20 ports']);
  });

  it('reads standard input, and says where a file names nothing', async () => {
    const found = await readSweeps(['-'], Readable.from([Buffer.from('\n\n')]));
    expect(found).toEqual({ targets: [], notes: ['standard input names no open TCP port.'] });
  });
});

describe('what is wrong is told with its line', () => {
  it.each([
    ['10.0.0.7:80\nnonsense\n', /sweep:2: this is neither/],
    ['10.0.0.7:0\n', /sweep:1: the record has no port/],
    ['10.0.0.7:70000\n', /sweep:1: the record has no port/],
    ['{"ip":"10.0.0.0/8","port":80}\n', /sweep:1: the record names a range/],
    ['{"ip":"010.0.0.1","port":80}\n', /sweep:1: .*in disguise/],
    ['\n{"ip":"a b","port":80}\n', /sweep:2: /],
    ['{"port":80}\n', /sweep:1: the record names no host/],
    ['{"hello":1}\n', /sweep:1: the record is none of/],
    ['{"url":"ftp://a.example"}\n', /sweep:1: its url is no web address/],
    ['{"ip":\n', /sweep:1: this is no JSON record/],
    ['Host: 10.0.0.1 ()\tPorts: 80/open/tcp\n', /sweep:1: nmap's -oG .* -oX/],
    ['<html></html>', /sweep:1: its first tag is not <nmaprun>/],
    ['<!DOCTYPE nmaprun [<!ENTITY a "b">]><nmaprun/>', /sweep:1: it declares a document type/],
    ['<!DOCTYPE nmaprun SYSTEM "file:///etc/passwd"><nmaprun/>', /sweep:1: it declares/],
    ['<nmaprun>\n<a b="&xxe;"/></nmaprun>', /sweep:2: "&xxe;" stands for nothing/],
    ['<nmaprun>\n<host>', /sweep:2: the file ends in the middle/],
    ['<nmaprun></nmaprun></a>', /sweep:1: a tag is closed that was not opened/],
    [`<nmaprun>${'<a>'.repeat(100)}`, /nested deeper/],
    [`<nmaprun a="${'x'.repeat(5_000_000)}`, /a tag without an end/],
    ['x'.repeat(9_000_000), /a line without an end/],
  ])('%#', async (content, expected) => {
    const wanted = read(content);
    await expect(wanted).rejects.toThrow(UsageError);
    await expect(wanted).rejects.toThrow(expected);
  });

  it('is no text, or not there', async () => {
    await expect(read(new Uint8Array([0x31, 0xff]))).rejects.toThrow(/not UTF-8/);
    await expect(readSweeps([`${folder}/none`], Readable.from([]))).rejects.toThrow(/ENOENT/);
  });
});

describe('the reader of XML', () => {
  it('finds the same tags however the file is cut', () => {
    const whole = [...new XmlTags().feed(NMAP)];
    expect(whole.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(fc.array(fc.nat(NMAP.length), { maxLength: 12 }), (cuts) => {
        const reader = new XmlTags();
        const at = [0, ...cuts.toSorted((a, b) => a - b), NMAP.length];
        const tags = at.flatMap((start, index) => [
          ...reader.feed(NMAP.slice(start, at[index + 1] ?? NMAP.length)),
        ]);
        expect(tags).toEqual(whole);
      }),
    );
  });

  it('never does else than yield or refuse', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('<', '>', '"', "'", '/', '!', '-', '[', '&', 'a', ' ', '=', '?', ']'),
        ),
        (signs) => {
          const reader = new XmlTags();
          try {
            for (const sign of signs) Array.from(reader.feed(sign));
            reader.end();
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
    );
  });
});
