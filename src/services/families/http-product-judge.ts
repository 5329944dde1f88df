/** Grades a product that is told by a table: its protected pages, and beside them a path that no real server knows. */
import type { Exchange } from '../../model/observation.ts';
import { look, type Look } from '../service.ts';
import { askNowhere } from './http-nowhere.ts';
import { asksForCredentials, authMethods, isBusy, isByProxy, isRefused } from './http-judge.ts';
import { type HttpProduct, type HttpProof, type Pages, wordsOf } from './http-product-table.ts';
import type { HttpEvidence } from './http-service.ts';
import type { HttpAsk, HttpPage, HttpTalk } from './http-talk.ts';

type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

const OK = 200;

/** What was asked of the product itself, in order. */
interface Asked {
  readonly ask: HttpAsk & Partial<HttpProof>;
  readonly page: HttpPage;
  /** What kind of proof it is, if it is one. */
  readonly shown: string | undefined;
}

export async function judgeProduct(
  product: HttpProduct,
  control: string,
  talk: HttpTalk,
  evidence: HttpEvidence,
): Promise<Look | undefined> {
  const pages = new Map([['/', evidence.root], ...evidence.shared]);
  const read = async (ask: HttpAsk): Promise<HttpPage> => {
    const page = await talk.ask(ask);
    pages.set(ask.path, page);
    return page;
  };
  const asked = await askAll(product, talk, read);
  if (product.isIt?.(pages) === false) return undefined;
  const isUnclaimed = asked.some(({ ask }) => ask === product.unclaimed);
  const isPositive = asked.some(({ shown }) => shown !== undefined);
  // Before the verdict, because version and id are part of it; but the control has the last connection.
  for (const ask of product.also ?? []) if (talk.hasRoom(isPositive ? 1 : 0)) await read(ask);
  const facts = factsOf(product, evidence, pages, asked);
  const found = isPositive
    ? await positive(product, control, talk, facts, asked, isUnclaimed)
    : closed(product, facts, asked);
  const grants = typeof product.grants === 'function' ? product.grants(pages) : product.grants;
  const graded = found.authMethods.includes('none') ? { ...found, grants } : found;
  return product.refine?.(graded, pages) ?? graded;
}

function factsOf(
  product: HttpProduct,
  evidence: HttpEvidence,
  pages: Pages,
  asked: readonly Asked[],
): Facts {
  const stableId = product.stableId?.(pages);
  return {
    product: product.id,
    version: product.version?.(evidence, pages) ?? null,
    proof: asked.map(exchange),
    ...(stableId !== undefined && { stableId }),
  };
}

async function askAll(
  { unclaimed, proofs }: HttpProduct,
  talk: HttpTalk,
  read: (ask: HttpAsk) => Promise<HttpPage>,
): Promise<Asked[]> {
  if (unclaimed) {
    const page = await read(unclaimed);
    if (unclaimed.is(page)) return [{ ask: unclaimed, page, shown: unclaimed.answered }];
  }
  const asked: Asked[] = [];
  for (const proof of proofs) {
    // A server that closes each connection: one is left for the control, once there is something to control.
    const spare = asked.some(({ shown }) => shown !== undefined) ? 1 : 0;
    if (asked.length > 0 && !talk.hasRoom(spare)) break;
    const page = await read(proof);
    const isAnswer = page.status === (proof.status ?? OK);
    asked.push({ ask: proof, page, shown: isAnswer ? proof.shows(page) : undefined });
  }
  return asked;
}

/** A proof holds; does a path that does not exist give the same? */
async function positive(
  product: HttpProduct,
  control: string,
  talk: HttpTalk,
  before: Facts,
  asked: readonly Asked[],
  isUnclaimed: boolean,
): Promise<Look> {
  const { title } = product;
  if (!talk.hasRoom()) {
    const reason = `${title} answers protected requests, and no connection was left to see whether it answers anything.`;
    return look({ ...before, access: 'unknown', reason });
  }
  const proof = asked.find(({ shown, page }) => shown !== undefined && page.json !== undefined);
  const { pages, control: asides } = await askNowhere(talk, control, proof?.ask);
  const facts = { ...before, control: asides };
  if (pages.some((page) => isSame(product, page, isUnclaimed))) {
    const reason = `It gives ${title}'s answer on a path that does not exist.`;
    return look({ ...facts, access: 'decoy', reason });
  }
  if (isUnclaimed) {
    const reason = `${title} has no administrator yet: whoever comes first becomes one.`;
    return look({ ...facts, access: 'unclaimed', reason, grants: 'admin' });
  }
  const isWhole = asked.some(({ ask, shown }) => shown !== undefined && ask.whole);
  const isLimited =
    !isWhole && asked.some(({ page, shown }) => shown === undefined && refused(product, page));
  return look({
    ...facts,
    access: isLimited ? 'partial' : 'open',
    reason: isLimited
      ? `${title} answers some protected requests without credentials and refuses others.`
      : `${title} answers protected requests without credentials.`,
    authMethods: ['none'],
  });
}

function isSame(product: HttpProduct, other: HttpPage, isUnclaimed: boolean): boolean {
  if (isUnclaimed) return product.unclaimed?.is(other) === true;
  return product.proofs.some(
    ({ status = OK, shows }) => other.status === status && shows(other) !== undefined,
  );
}

function refused({ refuses, denies }: HttpProduct, page: HttpPage): boolean {
  return isRefused(page) || refuses?.(page) === true || denies?.(page) === true;
}

/** None of the proofs holds. */
function closed(product: HttpProduct, facts: Facts, asked: readonly Asked[]): Look {
  const { title } = product;
  const pages = asked.map(({ page }) => page);
  if (pages.some(isBusy)) {
    const reason = `${title} has no room for another request; it must be asked again.`;
    return look({ ...facts, access: 'unknown', reason });
  }
  if (pages.some((page) => product.denies?.(page))) {
    const reason = `${title} refuses our address or the name by which it was called, before it asks for credentials.`;
    return look({ ...facts, access: 'denied', reason });
  }
  const first = pages.find((page) => refused(product, page));
  if (!first) {
    const reason = `It is ${title}; whether it asks for credentials was not to be seen.`;
    return look({ ...facts, access: 'identified', reason });
  }
  const by = isByProxy(first) ? ', or a proxy in front of it does' : '';
  return look({
    ...facts,
    access: 'protected',
    reason: `${title} refuses a protected request without credentials (HTTP ${first.status})${by}.`,
    authMethods: asksForCredentials(first) ? authMethods(first) : ['other'],
  });
}

function exchange({ ask, page, shown }: Asked): Exchange {
  const status = `HTTP ${page.status}`;
  return { asked: wordsOf(ask).slice(0, 400), answered: shown ? `${status}, ${shown}` : status };
}
