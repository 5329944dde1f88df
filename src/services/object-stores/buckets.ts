/** A store that lists its buckets to a stranger. Is that all, or does one of them give more? */
import type { Exchange } from '../../model/observation.ts';
import type { HttpTalk } from '../families/http-talk.ts';
import { asWord } from '../families/http-words.ts';
import { listOf } from './asks.ts';
import { askBucket, type BucketAnswer } from './bucket.ts';
import { errorCode, type Listing, objectsIn } from './listings.ts';

const LETS_IN = { authMethods: ['none'] } as const;

export async function allBuckets(talk: HttpTalk, { names, first }: Listing): Promise<BucketAnswer> {
  const other = await listOf(talk, `/${talk.dialogue.nonce()}`);
  const answered = `HTTP 200, a list of ${names} ${names === 1 ? 'bucket' : 'buckets'}`;
  const proof: Exchange[] = [{ asked: 'GET /', answered }];
  const asked = 'GET the list of a bucket that does not exist';
  const facts = { proof, control: [{ asked, answered: `HTTP ${other.status}` }] };
  if (objectsIn(other))
    return { ...facts, access: 'decoy', reason: 'It lists a bucket that does not exist.' };
  const word = first === undefined ? undefined : asWord(first);
  if (word !== undefined && talk.hasRoom(1)) return inside(talk, word, facts);
  // Who may do nothing is refused before it is looked whether the bucket exists.
  if (names === 0 && errorCode(other) === 'NoSuchBucket') {
    const reason = 'The store holds no bucket, and takes requests from a stranger.';
    return { ...facts, ...LETS_IN, access: 'open', reason, grants: 'read-write' };
  }
  const reason = 'The store lists its buckets to a stranger.';
  return { ...facts, ...LETS_IN, access: 'partial', reason, grants: 'metadata' };
}

async function inside(
  talk: HttpTalk,
  word: string,
  { proof, control }: Pick<BucketAnswer, 'proof' | 'control'>,
): Promise<BucketAnswer> {
  const place = { prefix: `/${word}`, template: '/{bucket}', object: undefined } as const;
  const found = await askBucket(talk, place, await listOf(talk, place.prefix));
  const facts = {
    proof: [...proof, ...found.proof],
    control: [...control, ...found.control],
  };
  if (found.access === 'decoy') return { ...found, ...facts };
  if (found.access === 'open') {
    const reason =
      'The store lists its buckets and their objects to a stranger, and gives one of them.';
    return { ...facts, ...LETS_IN, access: 'open', reason, grants: 'read' };
  }
  const rest = found.access === 'protected' ? ', and refuses what is in the first' : '';
  const reason = `The store lists its buckets to a stranger${rest}.`;
  return { ...facts, ...LETS_IN, access: 'partial', reason, grants: 'metadata' };
}
