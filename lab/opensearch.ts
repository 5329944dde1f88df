import { cached, missingFromCache } from './cache.ts';
import { type HttpAnswer, type HttpQuestion, askHttp, basicAuthorization, secure } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_PASSWORD_HASH, LAB_USER } from './product.ts';
import { PLAIN_LISTENERS, fillIndex, startJars, writeSettings } from './search.ts';

const HOME = 'opensearch-2.19.4';
const SECURITY = 'org.opensearch.security.OpenSearchSecurityPlugin';

const USERS = `_meta: {type: internalusers, config_version: 2}
${LAB_USER}: {hash: '${LAB_PASSWORD_HASH}', reserved: false, backend_roles: [admin]}
`;

/** Who comes without an account becomes `opendistro_security_anonymous`, and may watch only. */
const ANONYMOUS_ROLE = `
lab_watcher:
  reserved: false
  backend_roles: [opendistro_security_anonymous_backendrole]
`;
const WATCHER = `
lab_watcher:
  cluster_permissions: [cluster_monitor]
`;

async function writeSecurity(site: Site): Promise<Readonly<Record<string, string>>> {
  const isAnonymous = site.state === 'anonymous';
  const { cert, key, ca } = await site.certificate('good');
  const folder = 'config/opensearch-security';
  await site.makeFolder('config');
  await site.run(['cp', '-r', cached(HOME, 'security'), folder]);
  await site.write(`${folder}/internal_users.yml`, USERS);
  if (isAnonymous) {
    const open = 's/anonymous_auth_enabled: false/anonymous_auth_enabled: true/';
    await site.run(['sed', '-i', open, `${folder}/config.yml`]);
    const append = (text: string, file: string): readonly string[] => [
      'sh',
      '-c',
      `printf '%s' "$0" >> ${folder}/${file}`,
      text,
    ];
    await site.run(append(ANONYMOUS_ROLE, 'roles_mapping.yml'));
    await site.run(append(WATCHER, 'roles.yml'));
  }
  await site.run(['cp', cert, 'config/node.crt']);
  await site.run(['cp', key, 'config/node.key']);
  await site.run(['cp', ca, 'config/ca.crt']);
  const files = (layer: string): Readonly<Record<string, string>> => ({
    [`plugins.security.ssl.${layer}.pemcert_filepath`]: 'node.crt',
    [`plugins.security.ssl.${layer}.pemkey_filepath`]: 'node.key',
    [`plugins.security.ssl.${layer}.pemtrustedcas_filepath`]: 'ca.crt',
  });
  return {
    ...files('transport'),
    ...(site.state === 'tls' ? files('http') : {}),
    'plugins.security.ssl.transport.enforce_hostname_verification': 'false',
    'plugins.security.ssl.http.enabled': String(site.state === 'tls'),
    'plugins.security.allow_default_init_securityindex': 'true',
    'plugins.security.nodes_dn': "['CN=localhost']",
    'plugins.security.authcz.admin_dn': "['CN=nobody']",
  };
}

/** From its jars; every state but `open` has the security plugin, and `tls` asks for the password too. */
export const opensearch: Product = {
  id: 'opensearch',
  ports: { http: 9200, transport: 9300 },
  states: ['open', 'password', 'tls', 'anonymous'],
  needs: ['java'],
  missing: () => missingFromCache(`${HOME}/classes`),
  patience: 180_000,
  async launch(site) {
    const isOpen = site.state === 'open';
    await writeSettings(site, isOpen ? PLAIN_LISTENERS : await writeSecurity(site));
    const headers = isOpen ? {} : basicAuthorization(LAB_USER, LAB_PASSWORD);
    const http = async (question: HttpQuestion): Promise<HttpAnswer> => {
      const plain = site.dial('http');
      return await askHttp(site.state === 'tls' ? secure(plain) : plain, question);
    };
    return {
      argv: startJars(site, HOME, ...(isOpen ? [] : [SECURITY])),
      async ready() {
        const { status } = await http({ path: '/_cluster/health', headers });
        return status === 200;
      },
      seed: async () => await fillIndex(http, 'customers', headers),
    };
  },
};
