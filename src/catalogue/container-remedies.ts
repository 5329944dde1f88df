import type { ByRule } from './remedy.ts';

const REGISTRY = 'https://distribution.github.io/distribution/about/configuration/';

/** Container engines and registries, cluster control and object stores; see remedies.ts. */
export const containerRemedies: Readonly<Record<string, ByRule>> = {
  'docker-registry': {
    'anonymous-access': {
      text: 'Give the registry an `auth` section (htpasswd, or token with a realm that asks for credentials), and keep http.addr on a private address.',
      docs: `${REGISTRY}#auth`,
    },
    'plaintext-transport': {
      text: 'Set http.tls.certificate and http.tls.key (or letsencrypt).',
      docs: `${REGISTRY}#tls`,
    },
  },
};
