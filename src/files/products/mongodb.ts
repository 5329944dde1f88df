/**
 * MongoDB: `mongod.conf` (YAML), the command line over it, and the official image's variables.
 * https://www.mongodb.com/docs/manual/reference/configuration-options/
 */
import type { FileFact, Tls } from '../../model/observation.ts';
import { FileProblem } from '../text/source.ts';
import type { Setting } from '../text/settings.ts';
import { get, text, truth, type Value } from '../text/value.ts';
import { readYaml } from '../text/yaml.ts';
import {
  named,
  ANYWHERE,
  configPath,
  fact,
  flag,
  isLoopback,
  listener,
  type Listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  secret,
  type Setup,
  TLS_OFFERED,
  TLS_REQUIRED,
  unreadable,
  variable,
} from './setup.ts';

const PORT = 27_017;

export const mongodb: ProductFiles = {
  id: 'mongodb',
  images:
    /(?:^|[/_-])(?:mongo|mongodb|mongodb-community-server|percona-server-mongodb)(?:$|[_-](?:server|sharded))/,
  programs: /^mongo[ds]$/,
  owns: (source, name) =>
    /^mongo[ds]?[\w.-]*\.(?:conf|ya?ml|cfg)$/.test(name) &&
    /^\s*\{?\s*["']?(?:net|storage|security|systemLog)["']?\s*:/m.test(source.text),
  read(setup) {
    const config = configOf(setup);
    return typeof config === 'string'
      ? [unreadable(PORT, 'mongodb', config)]
      : [listenerOf(setup, config)];
  },
};

function configOf(setup: Setup): Value | string | undefined {
  const path = setup.main ? undefined : configPath(setup, /\.(?:conf|ya?ml)$/, '--config', '-f');
  const source = setup.main ?? (path ? named(setup, path.text) : undefined);
  if (source === undefined || typeof source === 'string') return source;
  const { documents, problems } = readYaml(source);
  if (problems[0]) throw new FileProblem(problems[0].place, problems[0].message);
  return documents[0];
}

function settingAt(config: Value | undefined, ...path: readonly string[]): Setting | undefined {
  const value = get(config, ...path);
  const words = text(value);
  return value && words !== undefined
    ? {
        name: path.at(-1) ?? '',
        text: words,
        at: value.at,
        known: true,
        ...('until' in value && { until: value.until }),
      }
    : undefined;
}

function listenerOf(setup: Setup, config: Value | undefined): Listener {
  const port = portOf((flag(setup, '--port') ?? settingAt(config, 'net', 'port'))?.text, PORT);
  const { binds, facts: network } = bindsOf(setup, config);
  const tls = tlsOf(setup, config);
  const common = { port, protocol: 'mongodb', binds, tls };
  const shut = authentication(setup, config);
  if (shut) {
    const facts = [fact('account', shut, 'Access control is on.'), ...network];
    return listener({
      ...common,
      facts,
      access: 'protected',
      auth: ['scram'],
      reason: 'Access control is on.',
    });
  }
  const off = settingAt(config, 'security', 'authorization');
  const why = off
    ? fact('access', off, 'Access control is off.', { write: 'enabled' })
    : fact('access', setup.at, 'Access control is not switched on.', {
        add: setup.main
          ? 'security:\n  authorization: enabled'
          : 'MONGO_INITDB_ROOT_USERNAME: admin\nMONGO_INITDB_ROOT_PASSWORD_FILE: /run/secrets/mongo',
      });
  return listener({
    ...common,
    access: 'open',
    grants: 'admin',
    auth: ['none'],
    byAbsence: !off,
    facts: [why, ...network],
    reason: 'MongoDB runs without access control, so every client is an administrator.',
  });
}

function authentication(setup: Setup, config: Value | undefined): Setting | undefined {
  const isSetByImage =
    setup.image !== null && !setup.words.some(({ text: word }) => /^--noauth$/.test(word));
  const byImage = isSetByImage
    ? (secret(
        setup,
        'MONGO_INITDB_ROOT_PASSWORD',
        'MONGODB_INITDB_ROOT_PASSWORD',
        'MONGODB_ROOT_PASSWORD',
      ) ?? undefined)
    : undefined;
  const written = settingAt(config, 'security', 'authorization');
  const isOn = written?.text === 'enabled' ? written : undefined;
  return (
    byImage ??
    flag(setup, '--auth', '--keyFile') ??
    isOn ??
    settingAt(config, 'security', 'keyFile')
  );
}

function bindsOf(
  setup: Setup,
  config: Value | undefined,
): { binds: readonly string[]; facts: FileFact[] } {
  const all = settingAt(config, 'net', 'bindIpAll');
  const isAll = truth(all?.text) === true;
  const bind = flag(setup, '--bind_ip') ?? (isAll ? undefined : settingAt(config, 'net', 'bindIp'));
  if (flag(setup, '--bind_ip_all') ?? isAll) {
    return {
      binds: ANYWHERE,
      facts: all ? [fact('network', all, 'It listens on all addresses.', { write: 'false' })] : [],
    };
  }
  // The image binds to all where nothing else is said; the server alone to loopback.
  if (!bind) return { binds: setup.image === null ? ['127.0.0.1'] : ANYWHERE, facts: [] };
  const binds = bind.text.split(',').map((word) => word.trim().replace(/^(?:\*|::)$/, '0.0.0.0'));
  const isWide = !binds.every((address) => isLoopback(address));
  return {
    binds,
    facts: isWide
      ? [fact('network', bind, 'It listens beyond loopback.', { write: '127.0.0.1' })]
      : [],
  };
}

function tlsOf(setup: Setup, config: Value | undefined): Tls {
  const mode = (
    flag(setup, '--tlsMode', '--sslMode') ??
    settingAt(config, 'net', 'tls', 'mode') ??
    settingAt(config, 'net', 'ssl', 'mode') ??
    variable(setup, 'MONGODB_TLS_MODE')
  )?.text;
  if (mode === 'requireTLS' || mode === 'requireSSL') return TLS_REQUIRED;
  return mode === undefined || mode === 'disabled' ? NO_TLS : TLS_OFFERED;
}
