/**
 * Most products that speak HTTP are told by a table: how to recognise it, which protected pages to read, and what a
 * real answer looks like. A product that needs more than this writes its own `access`.
 */
import type { Control } from '../../model/access.ts';
import type { Exchange } from '../../model/observation.ts';
import { look, type Look, type ServiceHeader } from '../service.ts';
import { asksForCredentials, authMethods, isBusy, isRefused } from './http-judge.ts';
import type { HttpEvidence, HttpService } from './http-service.ts';
import type { HttpPage, HttpTalk } from './http-talk.ts';

export interface HttpProof {
  /** A page that the product gives to nobody without credentials once it is secured. */
  readonly path: string;
  /** What kind of answer it is, if it is the real one: `a list of 3 models`. Never a value. */
  readonly shows: (page: HttpPage) => string | undefined;
}

export interface HttpProduct {
  readonly id: string;
  /** Its name, as it begins a sentence. */
  readonly title: string;
  readonly verified: string;
  readonly recognise: HttpService['recognise'];
  readonly proofs: readonly HttpProof[];
  /** The path that no real server knows; `{nonce}` is replaced. */
  readonly control?: string;
  /** A refusal that is not 401 or 403. */
  readonly refuses?: (page: HttpPage) => boolean;
  readonly version?: (evidence: HttpEvidence) => string | null;
  /** What a caller without credentials could do where the proofs hold. */
  readonly grants: Control;
}

const VERDICTS: ServiceHeader['verdicts'] = [
  'open',
  'partial',
  'protected',
  'identified',
  'tls-only',
  'decoy',
  'unknown',
];

export function httpProduct(product: HttpProduct): HttpService {
  const control = product.control ?? '/{nonce}';
  const paths = [...product.proofs.map(({ path }) => path), control];
  return {
    id: product.id,
    title: product.title,
    family: 'http',
    sends: paths.map((path) => `GET ${path}`),
    verdicts: VERDICTS,
    verified: product.verified,
    recognise: product.recognise,
    access: (talk, evidence) => judge(product, control, talk, evidence),
  };
}

type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

async function judge(
  product: HttpProduct,
  control: string,
  talk: HttpTalk,
  evidence: HttpEvidence,
): Promise<Look> {
  const { title } = product;
  const pages: HttpPage[] = [];
  for (const { path } of product.proofs) pages.push(await talk.get(path));
  const shown = product.proofs.map(({ shows }, index) =>
    pages[index]?.status === 200 ? shows(pages[index]) : undefined,
  );
  const proof = product.proofs.map(({ path }, index) => exchange(path, pages[index], shown[index]));
  const facts: Facts = { product: product.id, version: product.version?.(evidence) ?? null, proof };
  const refused = pages.filter((page) => isRefused(page) || product.refuses?.(page));
  const isOpen = shown.some((what) => what !== undefined);
  if (!isOpen) return closed(title, facts, pages, refused);
  const other = await talk.get(control.replace('{nonce}', talk.dialogue.nonce()));
  const answered = { ...facts, control: [exchange('a path that does not exist', other)] };
  if (other.status === 200 && product.proofs.some(({ shows }) => shows(other) !== undefined)) {
    return look({
      ...answered,
      access: 'decoy',
      reason: `It gives ${title}'s answer on a path that does not exist.`,
    });
  }
  return look({
    ...answered,
    access: refused.length > 0 ? 'partial' : 'open',
    reason:
      refused.length > 0
        ? `${title} answers some protected requests without credentials and refuses others.`
        : `${title} answers protected requests without credentials.`,
    grants: product.grants,
    authMethods: ['none'],
  });
}

/** None of the proofs holds. */
function closed(
  title: string,
  facts: Facts,
  pages: readonly HttpPage[],
  refused: readonly HttpPage[],
): Look {
  if (pages.some(isBusy)) {
    return look({
      ...facts,
      access: 'unknown',
      reason: `${title} has no room for another request; it must be asked again.`,
    });
  }
  const [first] = refused;
  if (!first) {
    return look({
      ...facts,
      access: 'identified',
      reason: `It is ${title}; whether it asks for credentials was not to be seen.`,
    });
  }
  return look({
    ...facts,
    access: 'protected',
    reason: `${title} refuses a protected request without credentials (HTTP ${first.status}).`,
    authMethods: asksForCredentials(first) ? authMethods(first) : ['other'],
  });
}

function exchange(asked: string, page: HttpPage | undefined, what?: string): Exchange {
  const status = `HTTP ${page?.status ?? 'nothing'}`;
  return { asked: `GET ${asked}`, answered: what ? `${status}, ${what}` : status };
}
