/** The XML that nmap writes with -oX, and masscan in the same form. https://nmap.org/book/nmap-dtd.html */
import type { Entry, Placed } from './seen.ts';
import { XmlTags, type XmlTag } from './xml.ts';

const ROOT = 'nmaprun';

export async function* nmapEntries(pieces: AsyncIterable<string>): AsyncGenerator<Placed> {
  const tags = new XmlTags();
  const run = new Run();
  for await (const piece of pieces) {
    for (const tag of tags.feed(piece)) {
      if (!run.begun && tag.name !== ROOT)
        tags.fail(`its first tag is not <${ROOT}>: nmap -oX writes what is read here`);
      const entry = run.take(tag);
      if (entry !== undefined) yield { entry, line: tag.line };
    }
  }
  tags.end();
}

class Run {
  begun = false;
  #host: { address?: string; name?: string } = {};
  #port: { protocol?: string; number?: number; state?: string } | undefined;

  take({ kind, name, attributes }: XmlTag): Entry | undefined {
    this.begun = true;
    if (name === 'port' && kind !== 'open') return this.#ended();
    if (kind === 'close') return undefined;
    const of = (key: string): string => attributes.get(key) ?? '';
    if (name === 'host') this.#host = {};
    if (name === 'address' && of('addrtype') !== 'mac') this.#host.address ??= of('addr');
    // The name that nmap was called with; one of type PTR is whatever the address's network says.
    if (name === 'hostname' && of('type') === 'user') this.#host.name ??= of('name');
    if (name === 'port') this.#port = { protocol: of('protocol'), number: Number(of('portid')) };
    if (name === 'state' && this.#port) this.#port.state = of('state');
    return undefined;
  }

  #ended(): Entry | undefined {
    const port = this.#port;
    this.#port = undefined;
    const host = this.#host.name ?? this.#host.address;
    if (!port || host === undefined) return undefined;
    if (port.state !== 'open') return 'not open';
    return port.protocol === 'tcp' ? { host, port: port.number ?? 0 } : 'udp';
  }
}
