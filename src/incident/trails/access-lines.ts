/** What the access lines of small web frameworks share: one line a request, among lines of the server's own. */
import { stamp } from './clock.ts';
import { httpEvent } from './http-request.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';

type Request = Omit<Parameters<typeof httpEvent>[0], 'at' | 'product'>;

interface AccessLines {
  readonly id: string;
  readonly product: string;
  /** One request. */
  readonly line: RegExp;
  /** Lines that share the file and show nobody. */
  readonly other: RegExp;
  readonly timeOf: (found: RegExpExecArray) => string;
  readonly requestOf: (found: RegExpExecArray) => Request;
}

/** A file with one such line in it is of this kind at least by half. */
const LEAST = 0.5;

export function accessLines({
  id,
  product,
  line,
  other,
  timeOf,
  requestOf,
}: AccessLines): TrailKind {
  const fits = (text: string): boolean => line.test(text);
  return {
    id,
    product,
    isOrdered: true,
    recognise: (lines) => (lines.some(fits) ? Math.max(LEAST, share(lines, fits)) : 0),
    read(sink, { clock }) {
      return lineByLine((text) => {
        const found = line.exec(text);
        const at = found ? stamp(timeOf(found), clock) : undefined;
        if (!found || at === undefined) {
          if (text !== '' && !other.test(text)) sink.damaged(text);
          return;
        }
        sink.dated(at);
        sink.namesReaders();
        sink.event(httpEvent({ ...requestOf(found), at, product }));
      });
    },
  };
}
