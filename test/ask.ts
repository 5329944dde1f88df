import { accountsFor } from '../src/catalogue/accounts.ts';
import type { Credential } from '../src/audit/credential.ts';
import { takeInventory, type InventoryDepth } from '../src/audit/inventory.ts';
import type { AtRest, Inventory } from '../src/model/inventory.ts';
import type { CredentialUse, Tls } from '../src/model/observation.ts';
import { familiar } from '../src/services/familiar.ts';
import type { LogIn } from '../src/services/inventory.ts';
import { lookAt } from '../src/services/look.ts';
import type { AccountLeave, Look, Wishes } from '../src/services/service.ts';
import { dialogueOf, tlsFacts } from '../src/wire/dialogue.ts';
import { LIMITS, Session, type Limits } from '../src/wire/session.ts';
import { Pace } from '../src/wire/pace.ts';
import { declarations } from '../src/wire/recorder.ts';

export interface Asked extends Look {
  readonly tls: Tls | null;
  readonly inventory?: Inventory;
  readonly atRest?: AtRest;
  readonly credential?: CredentialUse;
  /** Connections of the look itself. */
  readonly connections: number;
  /** Every request that left, in protocol words. */
  readonly sent: readonly string[];
  /** Requests that the recorder stopped; anything but 0 is a bug of the product's file. */
  readonly undeclared: number;
  readonly milliseconds: number;
}

export interface Ask {
  readonly address?: string;
  readonly port: number;
  readonly host?: string;
  /** The path of a URL target. */
  readonly path?: string;
  /** Try log-ins at this level after the look. */
  readonly accounts?: 'empty' | 'default';
  readonly limits?: Partial<Limits>;
  /** How much of an inventory to take of a store that lets us in; none where not said. */
  readonly inventory?: InventoryDepth;
  /** What the owner lent for this endpoint. */
  readonly credential?: Credential;
  /** Look closely at web servers, with the description of an API where one is handed over. */
  readonly wishes?: Wishes;
}

/** One endpoint as `nightlatch audit` looks at it, with loopback as the only scope. */
export async function ask(question: Ask): Promise<Asked> {
  const { address = '127.0.0.1', port, host, path } = question;
  const target = {
    text: 'test',
    subject: { kind: 'name', name: 'test' },
    ports: null,
    ...(path !== undefined && { path }),
  } as const;
  const wire = {
    guard: ({ address: to }: { address: string }) =>
      to.startsWith('127.') || to === '::1'
        ? ({ allowed: true } as const)
        : ({ allowed: false, reason: 'tests speak to loopback' } as const),
    pace: new Pace({ rate: Number.POSITIVE_INFINITY, perHost: 64 }),
    limits: { ...LIMITS, ...question.limits },
    agent: 'nightlatch/0.0.0-test run/test',
    signal: new AbortController().signal,
  };
  const start = performance.now();
  await using session = new Session(
    { address, port, target, ...(host !== undefined && { host }) },
    wire,
  );
  const dialogue = dialogueOf(session, declarations([]));
  const { look: first, family } = await lookAt(dialogue, familiar(port), question.wishes);
  const connections = session.opened;
  const pairs =
    question.accounts && first.product ? accountsFor(first.product, question.accounts) : [];
  let logIn: LogIn | undefined;
  const tried: AccountLeave['tried'] = (user, password, letIn) => {
    if (letIn) logIn = { user, password };
  };
  const look =
    question.accounts && family?.accounts
      ? await family.accounts(dialogue.speaking(family), first, { pairs, tried })
      : first;
  const looked = { look, family, worthAnother: false };
  const { facts } = await takeInventory(session, looked, {
    depth: question.inventory ?? 'none',
    logIn,
    credential: question.credential,
  });
  return {
    ...look,
    ...facts,
    tls: tlsFacts(session, look.plaintext, []),
    connections,
    sent: session.recorder.transcript.map(({ sent }) => sent),
    undeclared: session.recorder.refused,
    milliseconds: performance.now() - start,
  };
}
