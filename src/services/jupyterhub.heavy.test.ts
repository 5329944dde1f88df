import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed } from '../../test/recorded-http.ts';

const hub = { ...closed, product: 'jupyterhub', version: '6.1.1' } as const;

looksAtRealServers('jupyterhub', { password: hub });
looksAtRealServers('jupyterhub', { password: hub }, undefined, undefined, 'hub');
