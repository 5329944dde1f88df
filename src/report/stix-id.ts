/**
 * Identifiers of STIX objects that are the same at every export, so that a receiver sees a newer version and no twin.
 * https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html#_64yvzeku5a5c (identifiers)
 */
import { createHash } from 'node:crypto';

/** The namespace that the specification (2.9) keeps for observables; ours must be another one. */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** Drawn once; everything else of ours is named below it. */
const OURS = 'b6c1f0de-7a35-4e0c-9d0f-6f1d0c9a52e7';

/** RFC 9562, 5.5: a UUID from SHA-1 of a namespace and a name; no secret hangs on it. */
function uuidOf(namespace: string, name: string): string {
  const space = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  const digest = createHash('sha1').update(space).update(name).digest('hex');
  const variant = ((Number.parseInt(digest.charAt(16), 16) % 4) + 8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}

export function stixId(type: string, ...names: readonly string[]): string {
  return `${type}--${uuidOf(OURS, JSON.stringify([type, ...names]))}`;
}

/** For an observable whose only contributing property is its value. */
export function observableId(type: string, value: string): string {
  return `${type}--${uuidOf(OBSERVABLES, JSON.stringify({ value }))}`;
}
