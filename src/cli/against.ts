/** `--against DIR`: whether the world is as the files say, where an audit looked at the same store. */
import { areKin } from '../catalogue/products.ts';
import type { FileObservation, NetworkObservation } from '../model/observation.ts';
import { savedObservations } from './saved.ts';

export function readAudit(folder: string): NetworkObservation[] {
  return [...savedObservations(folder)].filter((each) => each.source === 'network');
}

/** The same port and product, and the name where the files give one; of several the first that differs. */
export function compared(
  written: FileObservation,
  audit: readonly NetworkObservation[],
): FileObservation {
  const { endpoint, product } = written;
  const same = audit.filter(
    (seen) =>
      seen.endpoint.port === endpoint.port &&
      (endpoint.host === undefined || seen.endpoint.host === endpoint.host) &&
      (seen.product === product ||
        (seen.product !== null && product !== null && areKin(seen.product, product))),
  );
  const seen = same.find(({ access }) => access !== written.access) ?? same[0];
  if (!seen) return written;
  const { access, asset, at } = seen;
  return { ...written, world: { agrees: access === written.access, access, asset, at } };
}
