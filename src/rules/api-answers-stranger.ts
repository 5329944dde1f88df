import { fail, notApplicable, pass, unknown, type Verdict } from '../model/verdict.ts';
import type { DescribedApi } from '../model/web.ts';
import { defineRule } from './rule.ts';
import { ENDED_EARLY, webOf } from './web.ts';

function judgeApi({ routes, looksAtCredentials }: DescribedApi, isComplete: boolean): Verdict {
  const { open, anyCredential, asked, anything, protected: refused } = routes;
  if (open + anyCredential > 0) {
    const parts = [
      `Of ${asked} read routes asked, ${open} gave data to a caller without credentials`,
      ...(anyCredential > 0 ? [`${anyCredential} to a credential that is none`] : []),
      `${refused} asked for credentials`,
    ];
    const looks =
      looksAtCredentials > 0
        ? ` ${looksAtCredentials} of the open ones refuse a wrong credential, and ask nobody for one.`
        : '';
    return fail(`${parts.join(', ')}.${looks}`, 'read');
  }
  if (!isComplete) return unknown(ENDED_EARLY);
  if (anything > 0)
    return unknown('Its routes answer, and a path that does not exist answers the same.');
  return asked > 0 ? pass : unknown('None of its read routes could be asked harmlessly.');
}

export const apiAnswersStranger = defineRule({
  id: 'api-answers-stranger',
  title: 'API that answers a stranger',
  about: 'access',
  reads: ['network'],
  needs: 'one',
  why: 'A route that forgets to ask who is calling gives its data to everybody. The description of the API tells them where.',
  remedy:
    'Ask for credentials on every route by default; write `security: []` in the description where a route is meant for everybody.',
  cwe: ['CWE-306', 'CWE-862'],
  references: [
    'https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/',
    'https://spec.openapis.org/oas/v3.1.0#operation-object',
  ],
  verdicts: {
    fail: 'A route that the description does not call public gave data to a caller without credentials, or to a credential that is none; a path that does not exist did not.',
    pass: 'None of the routes asked gave data to a stranger.',
    notApplicable: 'No described API was found, or the web server was read at its root only.',
    unknown:
      'No route could be asked harmlessly, every path answers the same, or the look ended early.',
  },

  judge({ observation }) {
    const web = webOf(observation);
    return web?.api ? judgeApi(web.api, web.complete) : notApplicable;
  },
});
