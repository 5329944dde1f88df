/** Products of which one or two variables or flags decide. Each says where that stands in the vendor's documentation. */
import { truth } from '../text/value.ts';
import type { Access, Control } from '../../model/access.ts';
import {
  ANYWHERE,
  fact,
  flag,
  isAtLeast,
  isLoopback,
  listener,
  type Listener,
  type Mend,
  portOf,
  type ProductFiles,
  secret,
  type Setup,
  variable,
} from './setup.ts';
import type { Setting } from '../text/settings.ts';

interface Plain {
  readonly id: string;
  readonly images: RegExp;
  readonly programs?: RegExp;
  readonly ports: readonly (readonly [port: number, protocol: string])[];
  /** The setting that shuts it. */
  readonly shut?: (setup: Setup) => Setting | undefined;
  /** The setting that opens it, whatever else is set. */
  readonly opened?: (setup: Setup) => Setting | undefined;
  /** What holds where neither is written. */
  readonly usual: Access;
  readonly grants: Control;
  readonly mend: Mend;
  readonly binds?: (setup: Setup) => readonly string[];
}

const is = (setup: Setup, name: string, wanted: boolean): Setting | undefined => {
  const found = variable(setup, name);
  return truth(found?.text) === wanted ? found : undefined;
};

const PLAIN: readonly Plain[] = [
  // https://docs.influxdata.com/influxdb/v1/administration/authentication_and_authorization/ and …/v2/install/
  {
    id: 'influxdb',
    images: /(?:^|[/_-])influxdb$/,
    programs: /^influxd$/,
    ports: [[8086, 'http']],
    shut: (setup) =>
      is(setup, 'INFLUXDB_HTTP_AUTH_ENABLED', true) ?? variable(setup, 'DOCKER_INFLUXDB_INIT_MODE'),
    usual: 'open',
    grants: 'admin',
    mend: { add: 'INFLUXDB_HTTP_AUTH_ENABLED: "true"' },
  },
  // https://neo4j.com/docs/operations-manual/current/docker/introduction/#docker-auth
  {
    id: 'neo4j',
    images: /(?:^|[/_-])neo4j$/,
    ports: [
      [7687, 'bolt'],
      [7474, 'http'],
    ],
    opened: (setup) => {
      const found = variable(setup, 'NEO4J_AUTH');
      return found?.text === 'none' ? found : undefined;
    },
    shut: (setup) => secret(setup, 'NEO4J_AUTH'),
    usual: 'default-password',
    grants: 'admin',
    mend: { add: 'NEO4J_AUTH_FILE: /run/secrets/neo4j' },
  },
  // https://docs.ollama.com/faq
  {
    id: 'ollama',
    images: /(?:^|[/_-])ollama$/,
    programs: /^ollama$/,
    ports: [[11_434, 'http']],
    usual: 'open',
    grants: 'admin',
    mend: { add: 'ports: ["127.0.0.1:11434:11434"]' },
  },
  // https://docs.trychroma.com/docs/overview/migration (1.0.0 took authentication out)
  {
    id: 'chroma',
    images: /(?:^|[/_-])chroma(?:db)?$/,
    programs: /^chroma$/,
    ports: [[8000, 'http']],
    usual: 'open',
    grants: 'admin',
    mend: { add: 'ports: ["127.0.0.1:8000:8000"]' },
  },
  // https://docs.jupyter.org/en/latest/ and https://jupyter-server.readthedocs.io/en/latest/operators/security.html
  {
    id: 'jupyter',
    images:
      /(?:^|\/)(?:jupyter\/)?(?:base|minimal|scipy|datascience|tensorflow|pytorch|all-spark|pyspark|r|julia)-notebook$|jupyter(?:lab|hub)?$/,
    programs: /^(?:jupyter|jupyter-lab|jupyter-notebook|start-notebook\.(?:sh|py))$/,
    ports: [[8888, 'http']],
    opened: (setup) =>
      emptyFlag(
        setup,
        '--NotebookApp.token',
        '--ServerApp.token',
        '--IdentityProvider.token',
        '--NotebookApp.password',
      ),
    usual: 'protected',
    grants: 'code-execution',
    mend: {},
  },
  // https://distribution.github.io/distribution/about/configuration/#auth
  {
    id: 'docker-registry',
    images: /^(?:registry|distribution\/distribution)$/,
    ports: [[5000, 'http']],
    shut: (setup) =>
      variable(setup, 'REGISTRY_AUTH', 'REGISTRY_AUTH_HTPASSWD_PATH', 'REGISTRY_AUTH_TOKEN_REALM'),
    usual: 'open',
    grants: 'read-write',
    mend: {
      add: 'REGISTRY_AUTH: htpasswd\nREGISTRY_AUTH_HTPASSWD_REALM: registry\nREGISTRY_AUTH_HTPASSWD_PATH: /auth/htpasswd',
    },
  },
  // https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/anonymous-auth/
  {
    id: 'grafana',
    images: /(?:^|\/)grafana(?:-enterprise|-oss)?$/,
    ports: [[3000, 'http']],
    opened: (setup) => is(setup, 'GF_AUTH_ANONYMOUS_ENABLED', true),
    shut: (setup) => {
      const found = secret(setup, 'GF_SECURITY_ADMIN_PASSWORD');
      return found && found.text !== 'admin'
        ? found
        : (is(setup, 'GF_AUTH_DISABLE_LOGIN_FORM', true) ?? undefined);
    },
    usual: 'default-password',
    grants: 'admin',
    mend: { add: 'GF_SECURITY_ADMIN_PASSWORD__FILE: /run/secrets/grafana' },
  },
  // https://prometheus.io/docs/operating/security/
  {
    id: 'prometheus',
    images: /(?:^|\/)prometheus$/,
    programs: /^prometheus$/,
    ports: [[9090, 'http']],
    shut: (setup) => flag(setup, '--web.config.file'),
    usual: 'open',
    grants: 'read',
    mend: { add: '--web.config.file=/etc/prometheus/web.yml' },
  },
  // https://mlflow.org/docs/latest/self-hosting/security/basic-http-auth/
  {
    id: 'mlflow',
    images: /(?:^|[/_-])mlflow$/,
    programs: /^mlflow$/,
    ports: [[5000, 'http']],
    shut: (setup) => flag(setup, '--app-name'),
    usual: 'open',
    grants: 'read-write',
    mend: { add: '--app-name basic-auth' },
  },
  // https://docs.vllm.ai/en/latest/serving/openai_compatible_server/
  {
    id: 'vllm',
    images: /(?:^|[/_-])vllm(?:-openai)?$/,
    programs: /^vllm$/,
    ports: [[8000, 'http']],
    shut: (setup) => flag(setup, '--api-key') ?? variable(setup, 'VLLM_API_KEY'),
    usual: 'open',
    grants: 'read',
    mend: { add: 'VLLM_API_KEY: ${VLLM_API_KEY:?}' },
  },
  // https://docs.docker.com/engine/security/protect-access/ and the image docker:dind
  {
    id: 'docker',
    images: /^docker$/,
    programs: /^dockerd$/,
    ports: [[2375, 'http']],
    opened: (setup) =>
      setup.words.find(({ text }) =>
        /^(?:--host=|-H=?)?tcp:\/\/(?:0\.0\.0\.0|\[::\]):2375$/.test(text),
      ) ?? emptyVariable(setup, 'DOCKER_TLS_CERTDIR'),
    usual: 'protected',
    grants: 'code-execution',
    mend: {},
  },
  // https://solr.apache.org/guide/solr/latest/deployment-guide/basic-authentication-plugin.html
  {
    id: 'solr',
    images: /(?:^|[/_-])solr$/,
    ports: [[8983, 'http']],
    shut: (setup) => is(setup, 'SOLR_AUTH_TYPE', true) ?? variable(setup, 'SOLR_AUTH_TYPE'),
    usual: 'open',
    grants: 'admin',
    mend: { add: 'SOLR_AUTH_TYPE: basic' },
  },
];

function emptyFlag(setup: Setup, ...names: readonly string[]): Setting | undefined {
  const found = flag(setup, ...names);
  return found && /^(?:''|""|)$/.test(found.text) ? found : undefined;
}

function emptyVariable(setup: Setup, name: string): Setting | undefined {
  const found = setup.env.get(name);
  return found?.known && found.text === '' ? found : undefined;
}

const SAYS: Readonly<Record<'opened' | 'usual', string>> = {
  opened: 'This lets callers in without credentials.',
  usual: 'Nothing here asks for credentials.',
};

function read(plain: Plain, setup: Setup): Listener[] {
  const { usual, grants, mend, ports } = plain;
  const opened = plain.opened?.(setup);
  const shut = opened ? undefined : plain.shut?.(setup);
  const bind = flag(setup, '--host', '--bind', '--ip');
  const binds = bind && isLoopback(bind.text) ? [bind.text] : ANYWHERE;
  const who = { binds, auth: [] };
  const port = flag(setup, '--port');
  return ports.map(([number, protocol], index) => {
    const common = { ...who, port: index === 0 ? portOf(port?.text, number) : number, protocol };
    if (opened)
      return listener({
        ...common,
        access: plain.id === 'grafana' ? 'partial' : 'open',
        grants: plain.id === 'grafana' ? 'read' : grants,
        facts: [fact('access', opened, SAYS.opened, { write: '' })],
        reason: SAYS.opened,
      });
    if (shut || usual === 'protected')
      return listener({
        ...common,
        access: 'protected',
        facts: shut ? [fact('account', shut, 'This asks callers for credentials.')] : [],
        reason: 'It asks callers for credentials.',
      });
    const about = usual === 'default-password' ? ('account' as const) : ('access' as const);
    const reason =
      usual === 'default-password'
        ? 'Without a password of your own it starts with the published one.'
        : SAYS.usual;
    return listener({
      ...common,
      access: usual,
      grants,
      byAbsence: true,
      facts: [fact(about, setup.at, reason, mend)],
      reason,
    });
  });
}

/** InfluxDB 2 has no data and no accounts until its first caller sets it up. */
function withStart(plain: Plain, setup: Setup): Listener[] {
  const found = read(plain, setup);
  if (
    plain.id !== 'influxdb' ||
    !isAtLeast(setup, 2) ||
    found.some(({ access }) => access === 'protected')
  )
    return found;
  return found.map((each) => ({
    ...each,
    access: 'unclaimed',
    grants: 'admin',
    reason: 'Its first caller becomes the administrator.',
  }));
}

export const plain: readonly ProductFiles[] = PLAIN.map((each) => ({
  id: each.id,
  images: each.images,
  programs: each.programs ?? /^$/,
  read: (setup: Setup) => withStart(each, setup),
}));
