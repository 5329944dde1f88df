/**
 * Read-only, enforced: every request is read back out of the bytes that are about to leave, in its protocol's own
 * words, and must match a declaration of the product that is being spoken to. What does not match is not sent.
 */
import { ProtocolError } from '../protocols/codec.ts';
import { describers, type ProtocolId } from '../protocols/index.ts';
import { WireError } from '../protocols/line.ts';

/** What a `{placeholder}` in a declaration may stand for: one bounded word without spaces or slashes. */
const PLACEHOLDER = '[A-Za-z0-9_.~%:@-]{1,128}';

export type Declared = (request: string) => boolean;

const compiled = new Map<string, RegExp>();

function pattern(template: string): RegExp {
  let found = compiled.get(template);
  if (!found) {
    const parts = template
      .split(/\{[a-z-]+\}/)
      .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
    found = new RegExp(`^${parts.join(PLACEHOLDER)}$`);
    compiled.set(template, found);
  }
  return found;
}

/** A matcher over declarations such as `PING`, `INFO server` or `GET /v1/{name}`. */
export function declarations(sends: readonly string[]): Declared {
  // A body of JSON has braces too, and stands for itself.
  const open = (line: string): boolean => /\{[a-z-]+\}/.test(line);
  const exact = new Set(sends.filter((line) => !open(line)));
  const patterns = sends.filter(open).map(pattern);
  return (request) => exact.has(request) || patterns.some((each) => each.test(request));
}

/** Declarations as products hold them: each list is made a matcher once. */
const known = new Map<string, { sends: readonly string[]; declared: Declared }>();

export function declarationsOf(id: string, sends: readonly string[]): Declared {
  const found = known.get(id);
  if (found?.sends === sends) return found.declared;
  const declared = declarations(sends);
  known.set(id, { sends, declared });
  return declared;
}

export interface Sent {
  readonly connection: number;
  readonly sent: string;
}

export class Recorder {
  readonly transcript: Sent[] = [];
  /** Requests that were not let out. */
  refused = 0;

  /** Lets `bytes` pass or throws `undeclared`; nothing is sent by halves. */
  check(connection: number, protocol: ProtocolId, bytes: Buffer, declared: Declared): void {
    const requests = this.#describe(protocol, bytes);
    for (const request of requests) {
      if (!declared(request)) this.#refuse(`${protocol} ${request}`);
    }
    for (const request of requests) this.note(connection, request);
  }

  note(connection: number, sent: string): void {
    if (this.transcript.length < 100) this.transcript.push({ connection, sent });
  }

  #describe(protocol: ProtocolId, bytes: Buffer): readonly string[] {
    try {
      return describers[protocol](bytes);
    } catch (error) {
      if (error instanceof ProtocolError) this.#refuse(`${protocol}, unreadable`);
      throw error;
    }
  }

  #refuse(what: string): never {
    this.refused += 1;
    throw new WireError('undeclared', `no service declares this request: ${what}`);
  }
}
