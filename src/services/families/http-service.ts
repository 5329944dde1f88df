import type { Look, ServiceHeader } from '../service.ts';
import type { HttpPage, HttpTalk } from './http-talk.ts';

/** What is known of an HTTP endpoint before a product's own paths are asked. */
export interface HttpEvidence {
  readonly port: number;
  readonly root: HttpPage;
  /** Shared pages that were asked, by path. */
  readonly shared: ReadonlyMap<string, HttpPage>;
}

/** A product that speaks HTTP: a pure recognition, then its access check in a conversation that it is handed. */
export interface HttpService extends ServiceHeader {
  readonly family: 'http';
  /** Is it this product? `'maybe'`: only its own paths can tell, and something points to it. */
  readonly recognise: (evidence: HttpEvidence) => boolean | 'maybe';
  /** `undefined` where it turned out to be another product. */
  readonly access: (talk: HttpTalk, evidence: HttpEvidence) => Promise<Look | undefined>;
}
