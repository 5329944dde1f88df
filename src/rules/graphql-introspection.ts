import { fail, notApplicable, pass } from '../model/verdict.ts';
import { defineRule } from './rule.ts';
import { webOf } from './web.ts';

export const graphqlIntrospection = defineRule({
  id: 'graphql-introspection',
  title: 'GraphQL that describes itself to a stranger',
  about: 'access',
  reads: ['network'],
  needs: 'one',
  why: 'Introspection names every type, field and mutation to a caller without credentials. It is no data, and it is the map to it.',
  remedy: 'Switch introspection off in production, or ask for credentials before any query.',
  cwe: ['CWE-200'],
  references: [
    'https://spec.graphql.org/October2021/#sec-Introspection',
    'https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html',
  ],
  verdicts: {
    fail: 'The schema was described to a caller without credentials.',
    pass: 'GraphQL answers, and refuses to describe itself or asks for credentials.',
    notApplicable: 'No GraphQL was found, or the web server was read at its root only.',
  },

  judge({ observation }) {
    const graphql = webOf(observation)?.graphql;
    if (!graphql) return notApplicable;
    if (graphql.introspection !== 'on') return pass;
    return fail(
      `GraphQL at ${graphql.path} describes its schema to a caller without credentials.`,
      'metadata',
    );
  },
});
