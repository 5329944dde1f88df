/**
 * Neo4j over HTTP. The root says the version to anybody; a query needs an account unless `dbms.security.auth_enabled`
 * is off. Only the names of databases are asked for, and of 3 and before a constant.
 * https://neo4j.com/docs/http-api/current/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpProof } from './families/http-product-table.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const HEADERS = { 'Content-Type': 'application/json' };

/** A transaction in one request, of a statement that reads. */
function statement(path: string, cypher: string, what: string): HttpProof {
  return {
    method: 'POST',
    path,
    headers: HEADERS,
    body: JSON.stringify({ statements: [{ statement: cypher }] }),
    shows: (page) => (hasRow(page) ? what : undefined),
  };
}

function hasRow({ json }: HttpPage): boolean {
  const results = field(json, 'results');
  const errors = field(json, 'errors');
  const rows = Array.isArray(results) ? field(results[0], 'data') : undefined;
  const isWhole = Array.isArray(errors) && errors.length === 0;
  return isWhole && Array.isArray(rows) && rows.length > 0;
}

export const neo4j = httpProduct({
  id: 'neo4j',
  title: 'Neo4j',
  verified: 'Neo4j 5.26.0, real server, once by hand; 3, built from its documentation',
  recognise: ({ root }) =>
    textField(root.json, 'neo4j_version') !== undefined ||
    (textField(root.json, 'bolt') !== undefined &&
      textField(root.json, 'management') !== undefined),
  proofs: [
    statement('/db/system/tx/commit', 'SHOW DATABASES YIELD name', 'a list of databases'),
    statement('/db/data/transaction/commit', 'RETURN 1', 'an answer to a query'),
  ],
  version: ({ root }) => untrustedVersion(textField(root.json, 'neo4j_version')),
  grants: 'admin',
});
