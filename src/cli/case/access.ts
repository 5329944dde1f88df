/** Where a case's store answers, and who asks it. */
import { randomUUID } from 'node:crypto';
import type { Access } from '../../incident/ask/asker.ts';
import type { Case } from '../../incident/case/case.ts';
import { UsageError } from '../../model/errors.ts';
import { makeScope } from '../../scope/guard.ts';
import { parseTarget } from '../../scope/parse-target.ts';
import { VERSION } from '../version.ts';

export interface AccessOptions {
  readonly target?: string;
  readonly product?: string;
  readonly user?: string;
  readonly tls?: boolean;
  readonly iOwn: string[];
}

type Endpoint = Pick<Access, 'product' | 'address' | 'port'>;

/** As the words name it, and where they do not, as the finding does. */
function endpointOf({ opened }: Case, { target, product }: AccessOptions): Endpoint {
  const [finding] = opened.findings;
  const found = { ...finding?.where, product: product ?? finding?.product ?? undefined };
  const { address, port } = target === undefined ? found : placeOf(target);
  if (address === undefined || port === undefined || found.product === undefined)
    throw new UsageError(
      'the case does not say where its store answers: --target ADDRESS:PORT --product ID',
    );
  return { product: found.product, address, port };
}

function placeOf(target: string): { readonly address?: string; readonly port?: number } {
  const { subject, ports } = parseTarget(target);
  const port = ports?.[0]?.[0];
  if (subject.kind !== 'range' || port === undefined)
    throw new UsageError('--target takes one address and port');
  return { address: subject.first, port };
}

function guardOf({ address, port }: Endpoint, iOwn: readonly string[]): Access['guard'] {
  const text = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  const facts = { entries: [], iOwn, exclude: [], ownListeners: false, asOf: new Date() };
  const scope = makeScope({ ...facts, named: [parseTarget(text)] });
  return (candidate) => scope.permit(candidate);
}

/** The password only by environment, never by a word that others can list. */
export function accessTo(found: Case, options: AccessOptions): Access {
  const endpoint = endpointOf(found, options);
  const { NIGHTLATCH_USER, NIGHTLATCH_PASSWORD } = process.env;
  const user = options.user ?? NIGHTLATCH_USER;
  return {
    ...endpoint,
    ...(user !== undefined && { user }),
    ...(NIGHTLATCH_PASSWORD !== undefined && { password: NIGHTLATCH_PASSWORD }),
    tls: options.tls === true,
    guard: guardOf(endpoint, options.iOwn),
    agent: `nightlatch/${VERSION} run/${randomUUID()}`,
  };
}
