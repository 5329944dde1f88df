import type { Dialogue } from '../../src/protocols/line.ts';
import { dialogueOf } from '../../src/wire/dialogue.ts';
import { LIMITS, Session, type Limits } from '../../src/wire/session.ts';
import { Pace } from '../../src/wire/pace.ts';
import { declarations } from '../../src/wire/recorder.ts';

interface Opened extends AsyncDisposable {
  readonly session: Session;
  readonly dialogue: Dialogue;
}

/** A conversation with one endpoint on loopback, in which `sends` may be said. */
export function openSession(
  { address, port }: { readonly address: string; readonly port: number },
  sends: readonly string[],
  limits: Partial<Limits> = {},
  allowed = true,
): Opened {
  const target = { text: 'test', subject: { kind: 'name', name: 'test' }, ports: null } as const;
  const wire = {
    guard: () =>
      allowed ? ({ allowed: true } as const) : ({ allowed: false, reason: 'not yours' } as const),
    pace: new Pace({ rate: Number.POSITIVE_INFINITY, perHost: 64 }),
    limits: { ...LIMITS, ...limits },
    agent: 'nightlatch/0.0.0-test run/test',
    signal: new AbortController().signal,
  };
  const session = new Session({ address, port, target }, wire);
  return {
    session,
    dialogue: dialogueOf(session, declarations(sends)),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}
