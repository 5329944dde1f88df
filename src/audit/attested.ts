import type { Policy } from '../model/config.ts';
import type { Observation } from '../model/observation.ts';

/** What nobody could see of the encryption at rest, by the owner's word for it. What was seen stands above any word. */
export function withAttestation<T extends Observation>(observation: T, policy: Policy): T {
  const isSeen = observation.atRest !== undefined && observation.atRest.state !== 'unknown';
  if (isSeen) return observation;
  const { endpoint, asset } = observation;
  const names = new Set([asset, `${endpoint.host ?? endpoint.address}:${endpoint.port}`]);
  const word = policy.attestations?.find(({ store }) => names.has(store));
  if (!word) return observation;
  const how = `attested by ${word.owner} on ${word.on}, until ${word.until}${word.how === undefined ? '' : `: ${word.how}`}`;
  const atRest = { state: word.at_rest, how: how.slice(0, 400), settledBy: '', until: word.until };
  return { ...observation, atRest };
}
