/** Paths that do not exist, which are the controls of a proof by HTTP. */
import type { Exchange } from '../../model/observation.ts';
import type { HttpAsk, HttpPage, HttpTalk } from './http-talk.ts';

/**
 * A path beside that of a request, which no real server knows: a backend behind a shell of pages may answer everything
 * below its own prefix alike, and nothing at the root. `undefined` where the root's own is beside it.
 */
export function besideOf({ method = 'GET', path, body }: HttpAsk): string | undefined {
  if (method !== 'GET' || body !== undefined) return undefined;
  const [bare = ''] = path.split('?', 1);
  const folder = bare.slice(0, bare.lastIndexOf('/') + 1);
  return folder === '/' ? undefined : `${folder}{nonce}`;
}

/** One path of the server's, and one beside the proof, where a connection is left for it. */
export async function askNowhere(
  talk: HttpTalk,
  control: string,
  proof: HttpAsk | undefined,
): Promise<{ pages: HttpPage[]; control: Exchange[] }> {
  const get = (path: string): Promise<HttpPage> =>
    talk.get(path.replace('{nonce}', talk.dialogue.nonce()));
  const pages = [await get(control)];
  const words = ['GET a path that does not exist'];
  const beside = proof && besideOf(proof);
  if (beside !== undefined && talk.hasRoom()) {
    pages.push(await get(beside));
    words.push('GET a path that does not exist beside it');
  }
  const exchange = (asked: string, at: number): Exchange => ({
    asked,
    answered: `HTTP ${pages[at]?.status ?? 0}`,
  });
  return { pages, control: words.map(exchange) };
}
