import { ruleCases } from '../../test/rule-cases.ts';
import { exposure, webServer } from '../../test/web-cases.ts';
import { exposedFile } from './exposed-file.ts';

ruleCases(exposedFile, {
  fail: {
    'one of the kind': webServer(
      { exposures: [exposure('git-repository')] },
      { access: 'partial' },
    ),
    'though the look ended early': webServer({
      complete: false,
      exposures: [exposure('git-repository')],
    }),
  },
  pass: {
    'nothing there': webServer(),
    'something of another kind': webServer({ exposures: [exposure('phpinfo')] }),
  },
  'not-applicable': {
    'a web server of which the root alone was read': { product: 'http', access: 'identified' },
    'no web server': {},
    'a decoy that says yes to all': webServer(
      { exposures: [exposure('git-repository')] },
      { access: 'decoy' },
    ),
  },
  unknown: { 'the look ended early': webServer({ complete: false }) },
});
