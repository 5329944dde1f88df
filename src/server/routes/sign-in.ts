import { z } from 'zod';
import type { Elsewhere } from '../accounts/elsewhere.ts';
import { endpoint } from '../endpoint.ts';
import type { Facts } from '../facts.ts';
import { Problem } from '../problem.ts';
import { Text } from '../words.ts';

const tag = 'accounts';
/** A code, a state and an issuer; codes of some providers are long. */
const MOST_ANSWER = 4096;

function elsewhereOf({ elsewhere }: Facts): Elsewhere {
  if (!elsewhere) throw new Problem(409, 'nobody else signs people in here');
  return elsewhere;
}

export const signInRoutes = [
  endpoint({
    method: 'post',
    path: '/session/elsewhere',
    id: 'beginSignIn',
    summary: 'Begin to sign in with OpenID Connect; the answer sets a cookie and says where to go',
    tag,
    needs: 'nobody',
    body: z.strictObject({ to: Text.default('/').describe('Where the page wants to be after it') }),
    answer: z.object({ url: z.string() }),
    handle: async ({ facts, body: { to }, request, setFlow }) => {
      const elsewhere = elsewhereOf(facts);
      // Held against our own names before this: the address that the provider has to know.
      const origin = request.headers.get('origin');
      if (origin === null) throw new Problem(400, 'it is for browsers, which send an Origin');
      const { url, secret } = await elsewhere.begin(origin, to);
      setFlow(secret);
      return { url };
    },
  }),
  endpoint({
    method: 'post',
    path: '/session/elsewhere/answer',
    id: 'finishSignIn',
    summary: 'What the provider sent the browser back with; the answer sets the cookie',
    tag,
    needs: 'nobody',
    body: z.strictObject({
      query: z.string().max(MOST_ANSWER).describe('All behind the question mark'),
    }),
    answer: z.object({ name: z.string(), to: z.string() }),
    handle: async ({ facts, body: { query }, flow, setFlow, setSession }) => {
      const elsewhere = elsewhereOf(facts);
      const { name, session, to } = await elsewhere.finish(flow ?? '', query);
      setFlow(null);
      setSession(session);
      return { name, to };
    },
  }),
];
