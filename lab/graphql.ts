import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import type { Product } from './product.ts';

const MODULES = 'node-web-1/node_modules';

/** Apollo refuses a query by GET as a forgery; Yoga answers it. `guarded` says UNAUTHENTICATED with status 200. */
const SERVER = `
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
const [state, host, port, modules] = process.argv.slice(2);
const require = createRequire(modules + '/');
const { GraphQLError } = require('graphql');
const refuse = () => {
  throw new GraphQLError('You must be logged in', { extensions: { code: 'UNAUTHENTICATED', http: { status: 200 } } });
};
const typeDefs = 'type Query { users: [String] } type Mutation { drop: Boolean }';
const resolvers = { Query: { users: () => ['canary@mail.example'] } };
if (state.startsWith('apollo')) {
  const { ApolloServer } = require('@apollo/server');
  const { startStandaloneServer } = require('@apollo/server/standalone');
  const server = new ApolloServer({ typeDefs, resolvers, introspection: state === 'apollo' });
  const context = async () => (state === 'apollo-guarded' ? refuse() : {});
  await startStandaloneServer(server, { listen: { host, port: Number(port), path: '/graphql' }, context });
} else {
  const { createSchema, createYoga } = require('graphql-yoga');
  const schema = createSchema({ typeDefs, resolvers });
  const context = () => (state === 'yoga-guarded' ? refuse() : {});
  createServer(createYoga({ schema, context, logging: false })).listen(Number(port), host);
}
`;

export const graphql: Product = {
  id: 'graphql',
  ports: { http: 0 },
  states: ['apollo', 'apollo-closed', 'apollo-guarded', 'yoga', 'yoga-guarded'],
  needs: ['node'],
  missing: () => missingFromCache(`${MODULES}/.bin/mcp-server-everything`),
  launch: async (site) => ({
    argv: [
      'node',
      await site.write('server.mjs', SERVER),
      site.state,
      site.address,
      String(site.port('http')),
      cached(MODULES),
    ],
    async ready() {
      const { status } = await askHttp(site.dial('http'), { path: '/graphql' });
      return status > 0;
    },
  }),
};
