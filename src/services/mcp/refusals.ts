/** What an MCP server says to a caller that it does not let in. */
import type { Exchange } from '../../model/observation.ts';
import { asksForCredentials, authMethods } from '../families/http-judge.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import { look, type Look } from '../service.ts';

export type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

export function step(asked: string, { status }: HttpPage, what?: string): Exchange {
  return { asked, answered: `HTTP ${status}${what === undefined ? '' : `, ${what}`}` };
}

export function guarded(facts: Facts, { status }: HttpPage): Look {
  const reason = `MCP refuses the name by which it was called (HTTP ${status}), before it asks for credentials.`;
  return look({ ...facts, access: 'denied', reason });
}

/** A bearer asked for at the endpoint alone is the server's own; one for every path may be a proxy's. */
export async function withBearer(
  talk: HttpTalk,
  facts: Facts,
  page: HttpPage,
): Promise<Look | undefined> {
  const other = await talk.get(`/${talk.dialogue.nonce()}`);
  if (asksForCredentials(other)) return undefined;
  return look({
    ...facts,
    control: [step('GET a path that does not exist', other)],
    access: 'protected',
    reason: `MCP asks for a bearer token (HTTP ${page.status}).`,
    authMethods: authMethods(page),
  });
}
