import { exposures } from '../catalogue/web-exposures.ts';
import { defineRule } from './rule.ts';
import { judgeExposures } from './web.ts';

export const adminPage = defineRule({
  id: 'admin-page',
  title: 'administration of a database through the web',
  about: 'access',
  reads: ['network'],
  needs: 'one',
  why: 'A program that administers a database is a door to it: where it has a log-in, the passwords of the database are tried there; where it has none, everything is open.',
  remedy: 'Let only operators reach it, by address or behind a sign-in of its own, or remove it.',
  cwe: ['CWE-749', 'CWE-306'],
  references: ['https://cwe.mitre.org/data/definitions/749.html'],
  verdicts: {
    fail: 'Such a program answers: with its log-in page, or without asking for one.',
    pass: 'None of the programs that are looked for is there.',
    notApplicable: 'No web server, or one that was read at its root only.',
    unknown: 'The closer look ended before all was asked.',
  },

  judge({ observation }) {
    return judgeExposures(observation, 'admin', ({ kind, state }) =>
      state === 'readable' ? exposures[kind].gives : 'banner',
    );
  },
});
