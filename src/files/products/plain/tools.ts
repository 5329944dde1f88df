/** What watches and runs other servers. Each says where its setting stands in the vendor’s documentation. */
import { flatten, readFlat } from '../../text/flat.ts';
import { readJson } from '../../text/json.ts';
import { flatOf, INI, type Setting } from '../../text/settings.ts';
import { flag, isLoopback, variable } from '../setup.ts';
import { isEither, type Known, type Plain, secretEither } from './form.ts';

const PLAIN_TCP = /^(?:--host=|-H=?)?tcp:\/\/(?<host>[^/]*):\d+/;

export const tools: readonly Plain[] = [
  // https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/anonymous-auth/
  {
    id: 'grafana',
    images: /(?:^|\/)grafana(?:-enterprise|-oss)?$/,
    programs: /^grafana(?:-server)?$/,
    ports: [[3000, 'http']],
    file: {
      owns: (_source, name) => name === 'grafana.ini',
      paths: ['/etc/grafana/grafana.ini'],
      flags: ['--config', '-config'],
      read: (source) => flatOf(source, INI),
    },
    opened: (known) => isEither(known, 'GF_AUTH_ANONYMOUS_ENABLED', 'auth.anonymous.enabled', true),
    openedGives: 'read',
    shut: (known) => {
      const found =
        secretEither(known, 'GF_SECURITY_ADMIN_PASSWORD', 'security.admin_password') ??
        variable(known, 'GF_SECURITY_ADMIN_PASSWORD__FILE');
      return found && found.text !== 'admin'
        ? found
        : isEither(known, 'GF_AUTH_DISABLE_LOGIN_FORM', 'auth.disable_login_form', true);
    },
    place: (known) => variable(known, 'GF_SERVER_HTTP_ADDR') ?? known.own.get('server.http_addr'),
    // The password may have been changed since, and a file of its own says nothing of that.
    usual: (known) => (known.image === null ? 'protected' : 'default-password'),
    grants: 'admin',
    mend: { add: 'GF_SECURITY_ADMIN_PASSWORD__FILE: /run/secrets/grafana' },
  },
  // https://prometheus.io/docs/operating/security/
  {
    id: 'prometheus',
    images: /(?:^|\/)prometheus$/,
    programs: /^prometheus$/,
    ports: [[9090, 'http']],
    shut: (known) => flag(known, '--web.config.file'),
    place: (known) => flag(known, '--web.listen-address'),
    usual: 'open',
    grants: 'read',
    mend: { add: '--web.config.file=/etc/prometheus/web.yml' },
  },
  // https://grafana.com/docs/loki/latest/operations/authentication/ (with tenants it asks for a name, and for nothing more)
  {
    id: 'loki',
    images: /(?:^|\/)loki$/,
    programs: /^loki$/,
    ports: [[3100, 'http']],
    file: {
      owns: (source, name) =>
        /\.ya?ml$/.test(name) &&
        /^auth_enabled:/m.test(source.text) &&
        /^(?:schema_config|ingester|limits_config):/m.test(source.text),
      paths: ['/etc/loki/local-config.yaml', '/etc/loki/config.yaml', '/etc/loki/loki.yaml'],
      flags: ['-config.file', '--config.file'],
      read: readFlat,
    },
    opened: (known) => {
      const found = known.own.get('auth_enabled');
      return found?.text === 'false' ? found : undefined;
    },
    place: (known) => {
      const port = known.own.get('server.http_listen_port');
      const host = known.own.get('server.http_listen_address');
      const where = host ?? port;
      return where && { ...where, text: `${host?.text ?? ''}:${port?.text ?? 3100}` };
    },
    // The image's own configuration has no tenants.
    usual: (known) => (known.own.size === 0 && known.image !== null ? 'open' : 'unknown'),
    because: 'It asks for no credentials; whether a gateway before it does stands elsewhere.',
    grants: 'read-write',
    mend: { add: 'ports: ["127.0.0.1:3100:3100"]' },
  },
  // https://docs.docker.com/engine/security/protect-access/ https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file and the image docker:dind
  {
    id: 'docker',
    images: /^docker$/,
    programs: /^dockerd$/,
    ports: [[2375, 'http']],
    file: {
      owns: (source, name) => name === 'daemon.json' && /"hosts"\s*:/.test(source.text),
      paths: ['/etc/docker/daemon.json'],
      flags: ['--config-file'],
      read: (source) => flatten(readJson(source)),
    },
    opened: (known) => inPlain(known) ?? emptyVariable(known, 'DOCKER_TLS_CERTDIR'),
    place: (known) => tcpHost(known),
    alone: '127.0.0.1',
    usual: 'protected',
    grants: 'code-execution',
    mend: {},
  },
];

/** `hosts` of daemon.json, or `-H`, where it names an address; each client is then root of the host. */
function tcpHost(known: Known): Setting | undefined {
  const hosts = known.own.get('hosts');
  const listed = hosts ? hosts.text.split(',').map((text) => ({ ...hosts, text })) : [];
  const found = [...known.words, ...listed].find(({ text }) => PLAIN_TCP.test(text));
  return found && { ...found, text: found.text.replace(/^.*tcp:\/\//, '') };
}

function inPlain(known: Known): Setting | undefined {
  const found = tcpHost(known);
  const asks = known.own.get('tlsverify')?.text === 'true' || flag(known, '--tlsverify');
  return found && !asks && !isLoopback(found.text) ? found : undefined;
}

function emptyVariable(known: Known, name: string): Setting | undefined {
  const found = known.env.get(name);
  return found?.known && found.text === '' ? found : undefined;
}
