/**
 * Trino and Presto. `/v1/info` is for anybody. Without an authenticator they take any name for the user's, so that the
 * list of queries is asked under a name that says who asks, and no query is begun.
 * https://trino.io/docs/current/develop/client-protocol.html https://prestodb.io/docs/current/develop/client-protocol.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence, HttpService } from './families/http-service.ts';
import { redirectPath } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const INFO = '/v1/info';
const QUERIES = '/v1/query?state=RUNNING';

/** A number alone since Trino parted from Presto, whose versions begin with 0. */
function said({ shared }: HttpEvidence): string | undefined {
  const json = shared.get(INFO)?.json;
  const isInfo = typeof field(json, 'coordinator') === 'boolean';
  return isInfo ? textField(json, 'nodeVersion', 'version') : undefined;
}

interface Kind {
  readonly id: string;
  readonly title: string;
  readonly verified: string;
  readonly header: string;
  readonly isIt: RegExp;
}

function likeTrino({ id, title, verified, header, isIt }: Kind): HttpService {
  return httpProduct({
    id,
    title,
    verified,
    recognise(evidence) {
      if (evidence.shared.has(INFO)) return isIt.test(said(evidence) ?? '');
      return /^\/ui(?:\/|$)/.test(redirectPath(evidence.root) ?? '') && 'maybe';
    },
    tells: { path: INFO },
    proofs: [
      {
        path: QUERIES,
        headers: { [header]: 'nightlatch' },
        // Often empty; but who is not let in gets no list.
        shows: ({ json }) =>
          Array.isArray(json) ? `its queries, ${json.length} of them` : undefined,
      },
    ],
    version: (evidence) => untrustedVersion(said(evidence)),
    grants: 'read',
  });
}

export const trino = likeTrino({
  id: 'trino',
  title: 'Trino',
  verified: 'Trino 368 from its jars, real server, open and with tokens',
  header: 'X-Trino-User',
  isIt: /^[1-9]\d{2}/,
});

export const presto = likeTrino({
  id: 'presto',
  title: 'Presto',
  verified: 'built from its documentation and source, never seen for real',
  header: 'X-Presto-User',
  isIt: /^0\./,
});
