import { cached, missingFromCache } from './cache.ts';
import { type HttpAnswer, askHttp, basicAuthorization, secure } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';

const PROGRAM = 'rqlite-8.36.0/rqlited';

async function post(site: Site, path: string, statements: readonly string[]): Promise<HttpAnswer> {
  const connection = site.dial('http');
  return await askHttp(site.state === 'tls' ? secure(connection) : connection, {
    method: 'POST',
    path,
    headers: { 'Content-Type': 'application/json', ...basicAuthorization(LAB_USER, LAB_PASSWORD) },
    body: JSON.stringify(statements),
  });
}

/** `read`: nobody has to log in for queries, and for nothing else. `tls` asks for a password as well. */
export const rqlite: Product = {
  id: 'rqlite',
  ports: { http: 4001, raft: 4002 },
  states: ['open', 'password', 'read', 'tls'],
  needs: [],
  heavy: true,
  missing: () => missingFromCache(PROGRAM),
  async launch(site) {
    const accounts = [
      { username: LAB_USER, password: LAB_PASSWORD, perms: ['all'] },
      ...(site.state === 'read' ? [{ username: '*', perms: ['query'] }] : []),
    ];
    const file = await site.write('accounts.json', JSON.stringify(accounts));
    const { cert, key } = await site.certificate('good');
    return {
      argv: [
        cached(PROGRAM),
        ...flags({ '-http-addr': `${site.address}:${site.port('http')}` }),
        ...flags({ '-raft-addr': `${site.address}:${site.port('raft')}` }),
        ...(site.state === 'open' ? [] : flags({ '-auth': file })),
        ...(site.state === 'tls' ? flags({ '-http-cert': cert, '-http-key': key }) : []),
        `${site.folder}/data`,
      ],
      async ready() {
        const { status } = await post(site, '/db/query?level=strong', ['SELECT 1']);
        return status === 200;
      },
      async seed() {
        const { status, body } = await post(site, '/db/execute', [
          'CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT)',
          "INSERT INTO customers(email) VALUES('customer1@mail.example')",
        ]);
        if (status !== 200 || body.includes('"error"')) throw new LabError(`seeding got ${body}`);
      },
    };
  },
};
