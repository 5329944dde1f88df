import { ruleCases } from '../../test/rule-cases.ts';
import { exposure, webServer } from '../../test/web-cases.ts';
import { adminPage } from './admin-page.ts';

ruleCases(adminPage, {
  fail: {
    'one of the kind': webServer({ exposures: [exposure('mongo-express')] }, { access: 'partial' }),
    'though the look ended early': webServer({
      complete: false,
      exposures: [exposure('mongo-express')],
    }),
    'a log-in page': webServer({ exposures: [exposure('adminer', 'asks')] }),
  },
  pass: {
    'nothing there': webServer(),
    'something of another kind': webServer({ exposures: [exposure('go-pprof')] }),
  },
  'not-applicable': {
    'a web server of which the root alone was read': { product: 'http', access: 'identified' },
    'no web server': {},
    'a decoy that says yes to all': webServer(
      { exposures: [exposure('mongo-express')] },
      { access: 'decoy' },
    ),
  },
  unknown: { 'the look ended early': webServer({ complete: false }) },
});
