import { cached, missingFromCache } from './cache.ts';
import { type HttpAnswer, type HttpQuestion, askHttp, basicAuthorization, secure } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';

const BUILD = 'rqlite-8.36.0';
const PROGRAM = `${BUILD}/rqlited`;
const TABLE = [
  'CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT)',
  "INSERT INTO customers(email) VALUES('customer1@mail.example')",
];

/** As the account that may do everything. */
async function ask(site: Site, question: HttpQuestion): Promise<HttpAnswer> {
  const connection = site.dial('http');
  const headers = { ...question.headers, ...basicAuthorization(LAB_USER, LAB_PASSWORD) };
  const to = site.state === 'tls' ? secure(connection) : connection;
  return await askHttp(to, { ...question, headers });
}

/** `read`: nobody has to log in for queries, and for nothing else. `tls` asks for a password as well. */
export const rqlite: Product = {
  id: 'rqlite',
  ports: { http: 4001, raft: 4002 },
  states: ['open', 'password', 'read', 'tls'],
  needs: [],
  heavy: BUILD,
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
        const { body } = await ask(site, { path: '/readyz' });
        return body.includes('leader ok') && body.includes('store ok');
      },
      async seed() {
        const { status, body } = await ask(site, {
          method: 'POST',
          path: '/db/execute',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(TABLE),
        });
        if (status !== 200 || body.includes('"error"')) throw new LabError(`seeding got ${body}`);
      },
    };
  },
};
