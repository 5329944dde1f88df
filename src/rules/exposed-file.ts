import { exposures } from '../catalogue/web-exposures.ts';
import { defineRule } from './rule.ts';
import { judgeExposures } from './web.ts';

export const exposedFile = defineRule({
  id: 'exposed-file',
  title: 'file that should not be public',
  about: 'access',
  reads: ['network'],
  needs: 'one',
  why: 'A repository gives the source with all its history, and a file of settings the passwords of what stands behind. Both are looked for all day long.',
  remedy:
    'Serve a folder that holds nothing but what is public, refuse names that begin with a dot, and change every secret that stood there.',
  cwe: ['CWE-538', 'CWE-527'],
  references: [
    'https://cwe.mitre.org/data/definitions/538.html',
    'https://cwe.mitre.org/data/definitions/527.html',
  ],
  verdicts: {
    fail: 'A path gave what only such a file gives, and its neighbour that does not exist did not.',
    pass: 'None of the files that are looked for is there.',
    notApplicable: 'No web server, or one that was read at its root only.',
    unknown: 'The closer look ended before all was asked.',
  },

  judge({ observation }) {
    return judgeExposures(observation, 'file', ({ kind, state }) =>
      state === 'readable' ? exposures[kind].gives : undefined,
    );
  },
});
