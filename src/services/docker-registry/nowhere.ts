/** The negative control of a registry: the tags of a repository that does not exist. */
import type { Exchange } from '../../model/observation.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';

export const NOWHERE = '/v2/{nonce}/tags/list';

export async function askNowhere(
  talk: HttpTalk,
): Promise<{ other: HttpPage; control: Exchange[] }> {
  const other = await talk.get(NOWHERE.replace('{nonce}', talk.dialogue.nonce()));
  const asked = 'GET the tags of a repository that does not exist';
  return { other, control: [{ asked, answered: `HTTP ${other.status}` }] };
}
