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
  docker: {
    'anonymous-access': {
      text: 'Take `-H tcp://…` away from dockerd and use the socket or SSH; where TCP must be, set --tlsverify with --tlscacert, and let no proxy pass more than it must.',
      docs: 'https://docs.docker.com/engine/security/protect-access/',
    },
    'plaintext-transport': {
      text: 'Set --tlsverify with --tlscacert, --tlscert and --tlskey, on port 2376.',
      docs: 'https://docs.docker.com/engine/security/protect-access/',
    },
  },
  traefik: {
    'anonymous-access': {
      text: 'Set api.insecure: false, and give the router to api@internal a basicAuth or forwardAuth middleware.',
      docs: 'https://doc.traefik.io/traefik/operations/api/',
    },
  },
  caddy: {
    'anonymous-access': {
      text: 'Leave `admin` on localhost:2019 or a unix socket (or `admin off`), and manage from afar over admin.remote with client certificates.',
      docs: 'https://caddyserver.com/docs/json/admin/',
    },
    'segregation-gap': {
      text: 'Only the name in the Host header stands between this address and the configuration: bind `admin` to localhost or a unix socket.',
      docs: 'https://caddyserver.com/docs/json/admin/',
    },
  },
  envoy: {
    'anonymous-access': {
      text: 'Bind admin.address to 127.0.0.1 or a unix socket: the interface has no authentication.',
      docs: 'https://www.envoyproxy.io/docs/envoy/latest/operations/admin',
    },
  },
  rclone: {
    'anonymous-access': {
      text: 'Replace --rc-no-auth by --rc-user and --rc-pass (or --rc-htpasswd), and leave --rc-addr on localhost.',
      docs: 'https://rclone.org/rc/',
    },
  },
};
