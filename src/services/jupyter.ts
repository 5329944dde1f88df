/**
 * Jupyter: notebook, lab and the bare server. `/api` and the log-in page answer in every state, so the proof is the
 * folder and the kernels. Who may read them may start a kernel, and with it run what they like.
 * https://jupyter-server.readthedocs.io/en/latest/operators/security.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';
import { exactAt } from './families/http-listed.ts';

export const jupyter = httpProduct({
  id: 'jupyter',
  title: 'Jupyter',
  verified: 'JupyterLab 4.6.6, Notebook 7.6.5 and Jupyter Server 2.21.1, real servers',
  recognise,
  tells: { path: '/api' },
  proofs: [
    {
      path: '/api/contents?content=0',
      shows: ({ json }) =>
        textField(json, 'type') === 'directory' && hasFields(json, 'path', 'writable', 'created')
          ? 'the root folder of the notebooks'
          : undefined,
    },
    {
      path: '/api/kernelspecs',
      shows: ({ json }) => {
        const specs = Object.keys(Object(field(json, 'kernelspecs')));
        return specs.length > 0 && textField(json, 'default') !== undefined
          ? `${specs.length} kinds of kernel`
          : undefined;
      },
    },
  ],
  also: [{ path: '/api' }],
  version: (_, pages) => untrustedVersion(textField(pages.get('/api')?.json, 'version')),
  // The root folder by names: no file is read.
  inventory: nameLists({
    ask: { path: '/api/contents?type=directory&content=1' },
    kind: 'document',
    at: ['content'],
    name: 'name',
    bytes: (file) => exactAt(file, 'size'),
  }),
  grants: 'code-execution',
});

function recognise({ root, shared }: HttpEvidence): boolean | 'maybe' {
  if ([root, ...shared.values()].some(reportsToJupyter)) return true;
  const isTornado = root.headers.get('server')?.startsWith('TornadoServer/') ?? false;
  const home = /^\/(?:lab|tree|login\?next=%2F(?:lab|tree)?)(?:[?&]|$)/;
  return (
    root.status === 302 && isTornado && home.test(root.headers.get('location') ?? '') && 'maybe'
  );
}

/** Where browsers are to report to, on every page but the first redirect. */
function reportsToJupyter({ headers }: HttpPage): boolean {
  return /report-uri \/\S{0,200}api\/security\/csp-report/.test(
    headers.get('content-security-policy') ?? '',
  );
}
