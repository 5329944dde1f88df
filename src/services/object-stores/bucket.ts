/**
 * One bucket, asked as a stranger: does it list its objects, and does it give one?
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html and API_HeadObject.html
 */
import type { Exchange } from '../../model/observation.ts';
import { isBusy, isRefused } from '../families/http-judge.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import { asObject } from '../families/http-words.ts';
import type { Look } from '../service.ts';
import { askNowhere, askObject, LIST } from './asks.ts';
import { isElsewhere, isRefusal, knownCode } from './codes.ts';
import { errorCode, type Listing, objectsIn } from './listings.ts';
import type { Place } from './place.ts';

type Verdict = Pick<Look, 'access' | 'reason'> & Partial<Pick<Look, 'grants' | 'authMethods'>>;

export interface BucketAnswer extends Verdict {
  readonly proof: readonly Exchange[];
  readonly control: readonly Exchange[];
}

const DECOY: Verdict = { access: 'decoy', reason: 'It gives an object that does not exist.' };

export async function askBucket(
  talk: HttpTalk,
  place: Place,
  page: HttpPage,
): Promise<BucketAnswer> {
  const listing = objectsIn(page);
  const code = errorCode(page);
  const asked = place.prefix === '' ? 'GET /' : `GET ${place.template}${LIST}`;
  const what = listing ? (listing.names === 0 ? ', an empty list' : ', names of objects') : '';
  const proof = [{ asked, answered: `HTTP ${page.status}${what}${knownCode(code)}` }];
  const undecided = undecidedBy(page, code);
  if (!listing && undecided) return { ...undecided, proof, control: [] };
  const other = await askNowhere(talk, place);
  const control = [other.exchange];
  if (other.page.status === 200) return { ...DECOY, proof, control };
  const first = listing?.first === undefined ? undefined : asObject(listing.first);
  const head = await askObject(talk, place, first ?? place.object);
  const facts = { proof: head ? [...proof, head.exchange] : proof, control };
  const verdict = listing
    ? listed(listing, head?.page)
    : refused(page, other.page, head?.page.status === 200);
  return { ...facts, ...verdict };
}

/** What is neither a list nor a refusal. */
function undecidedBy(page: HttpPage, code: string | undefined): Verdict | undefined {
  if (isBusy(page)) {
    const reason = 'The store has no room for another request; it must be asked again.';
    return { access: 'unknown', reason };
  }
  if (code === 'NoSuchBucket')
    return { access: 'identified', reason: 'There is no bucket of this name.' };
  if (isElsewhere(page, code)) {
    const reason = 'The bucket lies in another region, under another address; that was not asked.';
    return { access: 'unknown', reason };
  }
  if (isRefused(page) || isRefusal(code)) return undefined;
  return { access: 'identified', reason: 'What it says of the bucket decides nothing.' };
}

function listed({ names }: Listing, head: HttpPage | undefined): Verdict {
  if (head?.status === 200) {
    const reason = 'The bucket lists its objects to a stranger, and gives one of them.';
    return { access: 'open', reason, grants: 'read', authMethods: ['none'] };
  }
  const refuses = head && isRefused(head) ? ', and refuses the one that was asked for' : '';
  const reason =
    names === 0
      ? 'The bucket is empty, and may be listed by a stranger.'
      : `The bucket lists its objects to a stranger${refuses}.`;
  return { access: 'partial', reason, grants: 'metadata', authMethods: ['none'] };
}

function refused(page: HttpPage, other: HttpPage, isGiven: boolean): Verdict {
  // Who may read nothing is refused before it is looked whether the object exists.
  if (isGiven || other.status === 404) {
    const what = isGiven
      ? 'gives a stranger the object that was named'
      : 'looks up an object for a stranger';
    const reason = `The bucket ${what}, and refuses the list of all: whoever knows a name can read it.`;
    return { access: 'partial', reason, grants: 'read', authMethods: ['none', 'other'] };
  }
  const reason = `The store refuses a stranger (HTTP ${page.status}): the bucket is private, or it does not exist.`;
  return { access: 'protected', reason, authMethods: ['other'] };
}
