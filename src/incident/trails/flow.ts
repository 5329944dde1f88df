/** A flow between two ends: which of them is ours, and how many bytes went out. */
import { addressOf } from './address.ts';
import { type Bytes, event } from './event.ts';
import type { ReadOptions, Sink } from './kind.ts';

export interface Flow {
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly sourcePort: number;
  readonly target: string;
  readonly targetPort: number;
  /** From the source to the target, and back where the record holds both ways. */
  readonly there: Bytes;
  readonly back?: Bytes | undefined;
  readonly isRefused: boolean;
}

/** Where nobody said which ports are ours, the lower one is taken for the server's. */
function isServer(port: number, other: number, { ports }: ReadOptions): boolean {
  return ports.size > 0 ? ports.has(port) : port < other;
}

export function tellFlow(sink: Sink, flow: Flow, options: ReadOptions): void {
  const { from, to, source, sourcePort, target, targetPort, there, back, isRefused } = flow;
  const isToUs = isServer(targetPort, sourcePort, options);
  const isFromUs = isServer(sourcePort, targetPort, options);
  if (!isToUs && !isFromUs) return;
  const out = isToUs ? (back ?? {}) : there;
  const answers = isFromUs && !isToUs;
  sink.event(
    event({
      at: from,
      until: Math.max(from, to),
      act: isRefused ? 'refused' : 'connected',
      address: addressOf(isToUs ? source : target),
      bytes: out,
      rows: isRefused ? 0 : null,
      certainty: isRefused ? 'proven' : Object.keys(out).length > 0 ? 'bounded' : 'unbounded',
      // A record that holds one way alone is half of a connection.
      requests: answers ? 0 : 1,
    }),
  );
}
