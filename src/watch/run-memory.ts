/** Gathers, while a run goes on, what it can say of the endpoints that are known from before. */
import { networkOf } from '../scope/network.ts';
import type { Observation } from '../model/observation.ts';
import type { Tracked } from '../model/tracked.ts';
import type { WireFault } from '../protocols/line.ts';
import type { Reached } from './sight.ts';

interface At {
  readonly address: string;
  readonly port: number;
  readonly host?: string | undefined;
}

/** Only known endpoints are kept one by one, so that closed ports cost nothing. */
export class RunMemory {
  readonly #known: ReadonlySet<string>;
  readonly #addresses: ReadonlySet<string>;
  readonly #assets: ReadonlySet<string>;
  readonly #notThere = new Map<string, Reached>();
  readonly #byEndpoint = new Map<string, Observation>();
  readonly #byAsset = new Map<string, Observation>();
  readonly #byAddress = new Map<string, Observation[]>();
  readonly #answered = new Set<string>();

  /** `known`: the findings of the entry, by place and asset. */
  constructor(known: Iterable<{ readonly where: At; readonly asset: string }>) {
    const all = [...known];
    this.#known = new Set(all.map(({ where }) => keyOf(where)));
    this.#addresses = new Set(all.map(({ where }) => where.address));
    this.#assets = new Set(all.map(({ asset }) => asset));
  }

  observed(observation: Observation): void {
    const { endpoint, asset } = observation;
    const { address } = endpoint;
    this.#answered.add(networkOf(address));
    // An asset may stand elsewhere by now.
    if (!this.#addresses.has(address) && !this.#assets.has(asset)) return;
    this.#byAsset.set(asset, observation);
    this.#byEndpoint.set(keyOf(endpoint), observation);
    const beside = this.#byAddress.get(address);
    if (beside) beside.push(observation);
    else this.#byAddress.set(address, [observation]);
  }

  notThere(at: At, fault: WireFault): void {
    if (fault === 'refused') this.#answered.add(networkOf(at.address));
    const key = keyOf(at);
    if (!this.#known.has(key)) return;
    if (fault === 'refused') this.#notThere.set(key, { kind: 'refused' });
    if (fault === 'timed-out') this.#notThere.set(key, { kind: 'silent' });
  }

  reached({ finding }: Tracked): Reached | undefined {
    const key = keyOf(finding.where);
    const observation = this.#byAsset.get(finding.asset) ?? this.#byEndpoint.get(key);
    if (!observation) return this.#notThere.get(key);
    const beside = this.#byAddress.get(observation.endpoint.address) ?? [observation];
    return { kind: 'observed', observation, beside };
  }

  answeredNear(address: string): boolean {
    return this.#answered.has(networkOf(address));
  }
}

function keyOf({ address, port, host = '' }: At): string {
  return `${host} ${address} ${port}`;
}
