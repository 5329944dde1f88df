/** What is asked of a bucket: the list with one entry, and the head of an object, never its content. */
import type { Exchange } from '../../model/observation.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import type { Place } from './place.ts';

export const LIST = '/?list-type=2&max-keys=1';

export const BUCKET_SENDS: readonly string[] = [
  `GET /{bucket}${LIST}`,
  'HEAD /{bucket}/{object}',
  'HEAD /{object}',
];

export function listOf(talk: HttpTalk, prefix: string): Promise<HttpPage> {
  return talk.get(`${prefix}${LIST}`);
}

interface Asked {
  readonly page: HttpPage;
  readonly exchange: Exchange;
}

/** An object that does not exist: nobody gives it. */
export function askNowhere(talk: HttpTalk, place: Pick<Place, 'prefix'>): Promise<Asked> {
  return headOf(talk, place, talk.dialogue.nonce(), 'HEAD of an object that does not exist');
}

/** Asked after the negative control, so that this has the last connection. */
export async function askObject(
  talk: HttpTalk,
  place: Pick<Place, 'prefix'>,
  object: string | undefined,
): Promise<Asked | undefined> {
  if (object === undefined || !talk.hasRoom()) return undefined;
  return headOf(talk, place, object, 'HEAD of one object');
}

async function headOf(
  talk: HttpTalk,
  { prefix }: Pick<Place, 'prefix'>,
  object: string,
  asked: string,
): Promise<Asked> {
  const page = await talk.ask({ method: 'HEAD', path: `${prefix}/${object}` });
  return { page, exchange: { asked, answered: `HTTP ${page.status}` } };
}
