import { exposures } from '../catalogue/web-exposures.ts';
import { defineRule } from './rule.ts';
import { judgeExposures } from './web.ts';

export const debugPage = defineRule({
  id: 'debug-page',
  title: 'page for developers',
  about: 'access',
  reads: ['network'],
  needs: 'one',
  why: 'Pages for developers and operators show environments, requests and memory, and some run code. They belong where developers are.',
  remedy:
    'Switch debugging off in production, and let a proxy refuse the paths of management to everybody but operators.',
  cwe: ['CWE-489', 'CWE-215'],
  references: [
    'https://cwe.mitre.org/data/definitions/489.html',
    'https://cwe.mitre.org/data/definitions/215.html',
  ],
  verdicts: {
    fail: 'A path gave a page that only such a tool gives, and its neighbour that does not exist did not.',
    pass: 'None of the pages that are looked for is there.',
    notApplicable: 'No web server, or one that was read at its root only.',
    unknown: 'The closer look ended before all was asked.',
  },

  judge({ observation }) {
    return judgeExposures(observation, 'debug', ({ kind, state }) =>
      // A console behind its PIN still shows that debugging is on.
      state === 'readable' ? exposures[kind].gives : 'metadata',
    );
  },
});
