/** One route of the API: what it needs, takes and answers, in one place; the document and the gates are made of it. */
import type { z } from 'zod';
import type { Caller, Scope } from './caller.ts';
import type { Facts } from './facts.ts';

export type Method = 'get' | 'post' | 'delete' | 'patch';

/** What a handler may use. */
export interface Ask<Q, B> {
  readonly facts: Facts;
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  /** The address of who asks. */
  readonly peer: string;
  /** As it came, for what no schema describes. */
  readonly request: Request;
  /** Sets the session's cookie, or takes it away. */
  readonly setSession: (secret: string | null) => void;
  /** The sign-in elsewhere that this browser began, and the cookie that says so. */
  readonly flow: string | undefined;
  readonly setFlow: (secret: string | null) => void;
}

interface Told {
  readonly method: Method;
  /** Below `base`, with `{name}` for what varies. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly tag: string;
  /** `account`: any caller who is known. `nobody`: for callers without an account, such as signing in. */
  readonly needs: Scope | 'account' | 'nobody';
  /** Where it stands, if not below `/api/v1`. */
  readonly base?: '';
  /** Of an answer that is no JSON; the handler gives a `Response` then. */
  readonly media?: string;
  /** Where it is another than 200. */
  readonly status?: 201 | 202 | 204;
  /** Most bytes of its body, where they are more than usual. */
  readonly mostBody?: number;
}

export interface Endpoint extends Told {
  readonly query: z.ZodObject | undefined;
  readonly body: z.ZodType | undefined;
  readonly answer: z.ZodType | undefined;
  readonly handle: (ask: Ask<unknown, unknown>) => Promise<unknown>;
}

interface Typed<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> extends Told {
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: A;
  readonly handle: (ask: Ask<z.output<Q>, z.output<B>>) => Promise<z.input<A>>;
}

/** Ties the types of what is taken and answered to the handler; `query` and `body` are parsed before it is called. */
export function endpoint<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  typed: Typed<Q, B, A>,
): Endpoint {
  const { query, body, answer, handle, ...told } = typed;
  return {
    ...told,
    query,
    body,
    answer,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- app.ts parses by the same schemas
    handle: (ask) => handle(ask as Ask<z.output<Q>, z.output<B>>),
  };
}
