/** From observations to findings, as they come: one identity a finding, the worst look of it kept. */
import { toFinding } from '../findings/find.ts';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { Entries } from '../model/run.ts';
import { SEVERITIES } from '../model/verdict.ts';
import type { Vantage } from '../model/vantage.ts';
import {
  adviceFor,
  judgeHost,
  judgeOne,
  type Circumstances,
  type Judgement,
} from '../rules/judge.ts';
import { withAttestation } from './attested.ts';
import { Spool, type Place } from './spool.ts';
import type { Tally } from './tally.ts';

interface Kept {
  readonly place: Place;
  readonly score: number;
  readonly rank: number;
}

export class Judging implements Disposable {
  readonly observations = new Spool<Observation>('observations.jsonl');
  readonly #findings = new Spool<Finding>('findings.jsonl');
  readonly #kept = new Map<string, Kept>();
  /** Where the observations of an address stand, for rules that need all of a host. */
  readonly #hosts = new Map<string, Place | Place[]>();
  readonly #circumstances: Circumstances;
  readonly #vantage: Vantage | undefined;
  readonly #tally: Tally;

  constructor(circumstances: Circumstances, vantage: Vantage | undefined, tally: Tally) {
    this.#circumstances = { ...circumstances, vantage };
    this.#vantage = vantage;
    this.#tally = tally;
  }

  /** Gives it back as it is kept. */
  take(seen: Observation): Observation {
    const observation = withAttestation(seen, this.#circumstances.policy);
    this.#tally.observed(observation);
    const place = this.observations.append(observation);
    const { address } = observation.endpoint;
    const known = this.#hosts.get(address);
    if (Array.isArray(known)) known.push(place);
    else this.#hosts.set(address, known ? [known, place] : place);
    for (const judgement of judgeOne(observation, this.#circumstances)) this.#settle(judgement);
    return observation;
  }

  /** What can only be judged once a host is complete. */
  finish(): void {
    for (const places of this.#hosts.values()) {
      if (!Array.isArray(places)) continue;
      const beside = places.map((place) => this.observations.at(place));
      for (const judgement of judgeHost(beside, this.#circumstances)) this.#settle(judgement);
    }
    this.#hosts.clear();
  }

  get count(): number {
    return this.#kept.size;
  }

  /** The severities that occur. */
  severities(): Set<string> {
    return new Set([...this.#kept.values()].map(({ rank }) => SEVERITIES[rank] ?? 'info'));
  }

  /** Worst first; may be walked more than once. */
  get findings(): Entries<Finding> {
    const findings = this.#findings;
    const order = [...this.#kept.values()].toSorted(
      (a, b) => a.rank - b.rank || b.score - a.score || a.place.offset - b.place.offset,
    );
    return {
      *[Symbol.iterator]() {
        for (const { place } of order) yield findings.at(place);
      },
      *lines() {
        for (const { place } of order) yield findings.textAt(place);
      },
    };
  }

  [Symbol.dispose](): void {
    this.observations.close();
    this.#findings.close();
  }

  #settle(judgement: Judgement): void {
    const { rule, verdict } = judgement;
    if (verdict.outcome === 'unknown') {
      this.#tally.unknownRules[rule.id] = (this.#tally.unknownRules[rule.id] ?? 0) + 1;
      if (rule.about === 'access') this.#tally.unknownAccess += 1;
    }
    if (verdict.outcome !== 'fail') return;
    const failure = { ...judgement, verdict, ...adviceFor(judgement) };
    const finding = toFinding(failure, { vantage: this.#vantage });
    const known = this.#kept.get(finding.id);
    if (known && known.score >= finding.score.value) return;
    const rank = SEVERITIES.indexOf(finding.severity);
    this.#kept.set(finding.id, {
      place: this.#findings.append(finding),
      score: finding.score.value,
      rank,
    });
  }
}
