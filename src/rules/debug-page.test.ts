import { ruleCases } from '../../test/rule-cases.ts';
import { exposure, webServer } from '../../test/web-cases.ts';
import { debugPage } from './debug-page.ts';

ruleCases(debugPage, {
  fail: {
    'one of the kind': webServer({ exposures: [exposure('go-pprof')] }, { access: 'partial' }),
    'though the look ended early': webServer({
      complete: false,
      exposures: [exposure('go-pprof')],
    }),
    'a console behind its PIN': webServer({ exposures: [exposure('werkzeug-console', 'asks')] }),
  },
  pass: {
    'nothing there': webServer(),
    'something of another kind': webServer({ exposures: [exposure('git-repository')] }),
  },
  'not-applicable': {
    'a web server of which the root alone was read': { product: 'http', access: 'identified' },
    'no web server': {},
    'a decoy that says yes to all': webServer(
      { exposures: [exposure('go-pprof')] },
      { access: 'decoy' },
    ),
  },
  unknown: { 'the look ended early': webServer({ complete: false }) },
});
