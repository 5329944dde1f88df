/**
 * Which of the products that speak HTTP is it? The root decides for most, a few shared pages for some; a product's own
 * page is asked only when something pointed to the product, the likeliest first, and the number of requests is bounded.
 */
import { productById } from '../../catalogue/products.ts';
import { httpServices } from '../http-services.ts';
import type { Look } from '../service.ts';
import type { HttpEvidence, HttpService } from './http-service.ts';
import type { HttpPage, HttpTalk } from './http-talk.ts';

/** Pages that tell several products apart, in the order in which they are asked. */
export const SHARED_PAGES = ['/version'] as const;

/** Requests of one conversation after which nothing more is guessed. */
const MOST_REQUESTS = 12;

/** Connections of a look whose server closes each: a proof and its control. */
const MOST_FOR_A_LOOK = 2;

type Growing = HttpEvidence & { readonly shared: Map<string, HttpPage> };

/** The look of the product that it is; `undefined` where it is none that this version knows. */
export async function decide(talk: HttpTalk, root: HttpPage): Promise<Look | undefined> {
  const { port, path } = talk.dialogue;
  const evidence = { port, path, root, shared: new Map<string, HttpPage>() };
  const known = await lookIfKnown(talk, evidence);
  if (known) return known;
  // Where a server closes each connection and few are left, what the root points to comes first.
  const few = !talk.hasRoom(MOST_FOR_A_LOOK) && candidates(evidence).length > 0;
  for (const page of few ? [] : SHARED_PAGES) {
    if (!talk.hasRoom()) break;
    evidence.shared.set(page, await talk.get(page));
    const found = await lookIfKnown(talk, evidence);
    if (found) return found;
  }
  return guess(talk, evidence);
}

async function lookIfKnown(talk: HttpTalk, evidence: HttpEvidence): Promise<Look | undefined> {
  for (const service of httpServices) {
    if (service.recognise(evidence) !== true) continue;
    const found = await service.access(talk.speaking(service), evidence);
    if (found) return found;
  }
  return undefined;
}

async function guess(talk: HttpTalk, evidence: Growing): Promise<Look | undefined> {
  for (const service of candidates(evidence)) {
    // A guess leaves something for the look at what it is when it is none of them.
    if (talk.asked >= MOST_REQUESTS || !talk.hasRoom(1)) return undefined;
    const { tells } = service;
    if (!tells) {
      const found = await service.access(talk.speaking(service), evidence);
      if (found) return found;
      continue;
    }
    if (evidence.shared.has(tells.path)) continue;
    evidence.shared.set(tells.path, await talk.speaking(service).ask(tells));
    const found = await lookIfKnown(talk, evidence);
    if (found) return found;
  }
  return undefined;
}

/** Those that something points to; those whose usual port it is come first. */
function candidates(evidence: HttpEvidence): HttpService[] {
  const maybe = httpServices.filter((service) => service.recognise(evidence) === 'maybe');
  const isUsual = ({ id }: HttpService): boolean =>
    productById(id)?.ports.some(({ port }) => port === evidence.port) ?? false;
  return [...maybe.filter(isUsual), ...maybe.filter((service) => !isUsual(service))];
}
