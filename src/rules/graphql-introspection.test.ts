import { ruleCases } from '../../test/rule-cases.ts';
import { webServer } from '../../test/web-cases.ts';
import { graphqlIntrospection } from './graphql-introspection.ts';

const graphql = { path: '/graphql', by: 'GET', query: 'answered' } as const;

ruleCases(graphqlIntrospection, {
  fail: { 'the schema is described': webServer({ graphql: { ...graphql, introspection: 'on' } }) },
  pass: {
    'introspection is off': webServer({ graphql: { ...graphql, introspection: 'off' } }),
    'it asks for credentials': webServer({
      graphql: { ...graphql, query: 'protected', introspection: 'not-asked' },
    }),
  },
  'not-applicable': { 'no GraphQL': webServer(), 'no web server': {} },
});
