/** Doors that cases of this machine had shut, looked at again by `serve`; whoever is open again is told of. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import type { Access } from '../incident/ask/asker.ts';
import { verifyDue } from '../incident/contain/due.ts';
import type { Plan } from '../incident/contain/plan.ts';
import type { Config } from '../model/config.ts';
import { makeScope } from '../scope/guard.ts';
import { parseTarget } from '../scope/parse-target.ts';
import type { Store } from '../store/store.ts';
import { tellTrouble } from '../watch/alerts/watch-trouble.ts';
import { runHere } from './contain/run-here.ts';
import { VERSION } from './version.ts';

export async function lookAtDoors(
  store: Store,
  config: Config,
  root: string,
  now: Date,
): Promise<void> {
  const accessOf = (plan: Plan): Access => strangerTo(plan, config, now);
  const vantage = hostname();
  const faults: unknown[] = [];
  const failed = (error: unknown): void => void faults.push(error);
  for (const seen of await verifyDue({ root, now, run: runHere, accessOf, vantage, failed })) {
    if (seen.verified.newConnections.held !== false) continue;
    const run = `${seen.plan.id} ${now.toISOString()}`;
    const trouble = { kind: 'door-open', entry: basename(seen.folder), run } as const;
    await store.transaction(
      async (session) => await tellTrouble(session, config.receivers, trouble, now),
    );
  }
  if (faults.length > 0) throw faults[0];
}

/** Without a credential, and within the scope of the configuration. */
function strangerTo({ product, address, port, tls }: Plan, config: Config, now: Date): Access {
  const place = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  const scope = makeScope({
    named: [parseTarget(place)],
    entries: config.scope,
    iOwn: [],
    exclude: config.exclude.map(parseTarget),
    ownListeners: false,
    asOf: now,
  });
  const guard: Access['guard'] = (candidate) => scope.permit(candidate);
  const agent = `nightlatch/${VERSION} run/${randomUUID()}`;
  return { product, address, port, tls, guard, agent };
}
