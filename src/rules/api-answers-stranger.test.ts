import { ruleCases } from '../../test/rule-cases.ts';
import { api, webServer } from '../../test/web-cases.ts';
import { apiAnswersStranger } from './api-answers-stranger.ts';

ruleCases(apiAnswersStranger, {
  fail: {
    'a route that answers': webServer({ api: api({ asked: 3, open: 1, protected: 2 }) }),
    'a route that takes any credential': webServer({ api: api({ asked: 1, anyCredential: 1 }) }),
    'though the look ended early': webServer({ complete: false, api: api({ asked: 1, open: 1 }) }),
    'a route that looks at credentials, and asks for none': webServer({
      api: api({ asked: 1, open: 1 }, { looksAtCredentials: 1 }),
    }),
  },
  pass: {
    'all ask for credentials': webServer({ api: api({ asked: 4, protected: 4 }) }),
    'they answer without data': webServer({ api: api({ asked: 2, other: 1, absent: 1 }) }),
  },
  'not-applicable': {
    'no described API': webServer(),
    'a web server of which the root alone was read': { product: 'http', access: 'identified' },
  },
  unknown: {
    'every path answers the same': webServer({ api: api({ asked: 3, anything: 3 }) }),
    'no route could be asked': webServer({ api: api({ skipped: 9 }) }),
    'the look ended early': webServer({ complete: false, api: api({ asked: 1, protected: 1 }) }),
  },
});
