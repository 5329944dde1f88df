import { asksForCredentials } from '../families/http-judge.ts';
import type { HttpTalk } from '../families/http-talk.ts';
import { look, type Look } from '../service.ts';
import { isHostGuard, isMcp, opensStream } from './marks.ts';
import { guarded, step, withBearer, type Facts } from './refusals.ts';
import { OLD_PROBE } from './requests.ts';

/** The older transport: the stream names the address of our session, which a guarded server gives to nobody. */
export async function overEvents(talk: HttpTalk): Promise<Look | undefined> {
  const page = await talk.ask(OLD_PROBE);
  const facts: Facts = { product: 'mcp', proof: [step(`GET ${page.path}`, page)] };
  if (isHostGuard(page)) return guarded(facts, page);
  if (asksForCredentials(page) && isMcp(page)) return withBearer(talk, facts, page);
  if (!opensStream(page)) return undefined;
  const other = await talk.ask({ ...OLD_PROBE, path: `/${talk.dialogue.nonce()}` });
  const proof = [step(`GET ${page.path}`, page, 'a stream that names the address of a session')];
  const control = [step('GET a path that does not exist', other)];
  if (opensStream(other))
    return look({
      ...facts,
      proof,
      control,
      access: 'decoy',
      reason: 'It opens a session on a path that does not exist.',
    });
  const reason =
    'MCP opens a session over a stream of events for a caller without credentials; its tools were not listed.';
  return look({
    ...facts,
    proof,
    control,
    access: 'open',
    reason,
    grants: 'read',
    authMethods: ['none'],
  });
}
