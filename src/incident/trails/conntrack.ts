/** `conntrack -L -o extended` and /proc/net/nf_conntrack: the flows that live at that moment. https://conntrack-tools.netfilter.org/manual.html */
import { tellFlow } from './flow.ts';
import { countOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';

const LINE =
  /^(?:\[[\d.]{1,30}\s*\]\s*)?(?:\[(?:NEW|UPDATE|DESTROY)\]\s*)?(?:ipv[46]\s+\d+\s+)?(?:tcp|udp)\s+\d+\s.*?src=(\S+) dst=(\S+) sport=(\d+) dport=(\d+)(.*?)src=(\S+) dst=(\S+) sport=(\d+) dport=(\d+)(.*)$/;

const bytesIn = (text: string) => {
  const wire = countOf(/\bbytes=(\d+)/.exec(text)?.[1]);
  return wire === undefined ? {} : { wire };
};

export const conntrack: TrailKind = {
  id: 'conntrack',
  product: null,
  recognise: (lines) => share(lines, (line) => LINE.test(line)),
  read(sink, options) {
    const at = options.written;
    return lineByLine((line) => {
      const found = LINE.exec(line);
      if (!found) {
        if (
          line !== '' &&
          !/^(?:ipv[46]\s+\d+\s+)?(?:icmp|unknown|sctp|dccp|gre|igmp)|^conntrack v/.test(line)
        )
          sink.damaged(line);
        return;
      }
      const [, source = '', target = '', sourcePort, targetPort, there = '', , , , , back = ''] =
        found;
      sink.dated(at);
      const ends = {
        source,
        target,
        sourcePort: Number(sourcePort),
        targetPort: Number(targetPort),
      };
      const isRefused = line.includes('[UNREPLIED]');
      tellFlow(
        sink,
        { from: at, to: at, ...ends, there: bytesIn(there), back: bytesIn(back), isRefused },
        options,
      );
    });
  },
};
