/** Server-Sent Events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import type { Caller } from './caller.ts';
import type { Facts } from './facts.ts';
import { Problem } from './problem.ts';

const LOOK = 500; // ms between two looks at the store
const BEAT = 15_000; // ms after which a silent stream says that it lives
/** Of changes in one go; the rest follows with the next look. */
const MOST_AT_ONCE = 200;
/** Streams in all; a browser takes one a page. */
const MOST_STREAMS = 64;
/** Milliseconds that a browser waits before it comes back. */
const RETRY = 3000;

let streams = 0;

function eventOf(name: string, data: unknown, id?: number): string {
  const of = id === undefined ? '' : `id: ${id}\n`;
  return `${of}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Where a browser that comes back goes on; who comes for the first time sees what happens from now on. */
async function startOf({ store }: Facts, request: Request): Promise<number> {
  const last = request.headers.get('last-event-id') ?? '';
  return /^\d{1,15}$/.test(last) ? Number(last) : store.figures.lastChange();
}

class Feed {
  readonly #facts: Facts;
  readonly #caller: Caller;
  #seq: number;
  #progress = '[]';
  #spoken = 0;

  constructor(facts: Facts, caller: Caller, seq: number) {
    this.#facts = facts;
    this.#caller = caller;
    this.#seq = seq;
  }

  /** What there is to say now; `undefined` where the caller may hear no more. */
  async next(): Promise<string | undefined> {
    const { store, progress } = this.#facts;
    const parts: string[] = [];
    for (const change of await store.changes.after(this.#seq, MOST_AT_ONCE)) {
      this.#seq = change.seq;
      parts.push(eventOf('change', change, change.seq));
    }
    const now = JSON.stringify(progress());
    if (now !== this.#progress) parts.push(eventOf('progress', progress()));
    this.#progress = now;
    if (parts.length === 0 && Date.now() - this.#spoken < BEAT) return '';
    if (Date.now() - this.#spoken >= BEAT && !(await this.#isStillGood())) return undefined;
    this.#spoken = Date.now();
    return parts.length === 0 ? ': still here\n\n' : parts.join('');
  }

  async #isStillGood(): Promise<boolean> {
    return this.#facts.accounts.isStillGood(this.#caller);
  }
}

export async function eventStream(
  facts: Facts,
  request: Request,
  caller: Caller,
): Promise<Response> {
  if (streams >= MOST_STREAMS) throw new Problem(503, 'too many streams', { 'Retry-After': '10' });
  const feed = new Feed(facts, caller, await startOf(facts, request));
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let close = (): void => undefined;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    // That signal outlives every stream.
    facts.ending.removeEventListener('abort', close);
    streams -= 1;
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      streams += 1;
      controller.enqueue(encoder.encode(`retry: ${RETRY}\n\n`));
      close = (): void => {
        if (isOver) return;
        end();
        controller.close();
      };
      request.signal.addEventListener('abort', close);
      facts.ending.addEventListener('abort', close);
      const look = async (): Promise<void> => {
        // A reader that does not keep up is sent nothing until it has read.
        const text = (controller.desiredSize ?? 0) > 0 ? await feed.next() : '';
        if (isOver) return;
        if (text === undefined) {
          close();
          return;
        }
        if (text !== '') controller.enqueue(encoder.encode(text));
        timer = setTimeout(() => void look().catch(close), LOOK);
      };
      void look().catch(close);
    },
    cancel: end,
  });
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' },
  });
}
