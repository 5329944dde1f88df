/**
 * Nexus Repository. Anonymous access is a switch: with it a stranger reads repositories, and the rest stays shut.
 * https://help.sonatype.com/en/anonymous-access.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf } from './families/http-shapes.ts';
import type { HttpPage } from './families/http-talk.ts';

const server = ({ headers }: HttpPage): string => headers.get('server') ?? '';

export const nexus = httpProduct({
  id: 'nexus',
  title: 'Nexus Repository',
  verified: 'recorded answers; never seen for real',
  recognise: ({ root }) => /^Nexus\/\d[\w.-]* \(\w+\)/.test(server(root)),
  proofs: [
    {
      path: '/service/rest/v1/repositories',
      shows: ({ json }) => listOf(json, 'repositories', 'name', 'format', 'type'),
    },
    {
      path: '/service/rest/v1/security/users',
      shows: ({ json }) => listOf(json, 'accounts', 'userId', 'source'),
    },
  ],
  version: ({ root }) => untrustedVersion(/^Nexus\/(\S+)/.exec(server(root))?.[1]),
  grants: 'read',
});
