/**
 * immudb: its web port, which refuses with HTTP 500, and its metrics port, which knows no accounts and shows the command
 * line. `/api/health` answers everybody. https://docs.immudb.io/master/production/auth.html
 */
import { untrusted, untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { redirectPath, titleOf } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const HEALTH = '/api/health';
const STATE = '/api/db/state';
const UUID = 'grpc-metadata-immudb-uuid';

const isState = ({ json }: HttpPage): boolean =>
  textField(json, 'db') !== undefined && textField(json, 'txHash') !== undefined;

/** The metrics port has a version page that the web port lacks. */
const isMetricsPort = ({ shared }: HttpEvidence): boolean =>
  textField(shared.get('/version')?.json, 'component') === 'immudb';

export const immudb = httpProduct({
  id: 'immudb',
  title: 'immudb',
  verified: 'immudb 1.9.7, real server',
  recognise(evidence) {
    if (isMetricsPort(evidence)) return true;
    const { root, shared } = evidence;
    const told = shared.get(HEALTH);
    if (told) return told.headers.has(UUID);
    // Built without its console it redirects everything to a page that is missing.
    return (redirectPath(root) === '/missing/' || /\bimmudb\b/i.test(titleOf(root))) && 'maybe';
  },
  tells: { path: HEALTH },
  proofs: [
    { path: STATE, shows: (page) => (isState(page) ? 'the state of a database' : undefined) },
    {
      path: '/debug/vars',
      shows: ({ json }) => (Array.isArray(field(json, 'cmdline')) ? 'its command line' : undefined),
    },
  ],
  refuses: ({ status, json }) =>
    status === 500 && /^(?:not logged in|please login)/.test(textField(json, 'error') ?? ''),
  version: ({ shared }) =>
    untrustedVersion(
      textField(shared.get(HEALTH)?.json, 'version') ??
        textField(shared.get('/version')?.json, 'version'),
    ),
  stableId(pages) {
    const id = pages.get(HEALTH)?.headers.get(UUID);
    return id === undefined ? undefined : untrusted(id, 64);
  },
  grants(pages) {
    const state = pages.get(STATE);
    return state && isState(state) ? 'read-write' : 'metadata';
  },
});
