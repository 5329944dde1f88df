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
  s3: {
    'anonymous-access': {
      text: 'Turn on Block Public Access (all four settings) for the account and the bucket, and take `Principal: "*"` out of the bucket policy.',
      docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    },
  },
  gcs: {
    'anonymous-access': {
      text: 'Set public access prevention to `enforced`, and take allUsers and allAuthenticatedUsers out of the bucket’s bindings.',
      docs: 'https://cloud.google.com/storage/docs/public-access-prevention',
    },
  },
  'azure-blob': {
    'anonymous-access': {
      text: 'Set allowBlobPublicAccess to false on the storage account, and the container’s public access level to private.',
      docs: 'https://learn.microsoft.com/en-us/azure/storage/blobs/anonymous-read-access-prevent',
    },
  },
  minio: {
    'anonymous-access': {
      text: 'Run `mc anonymous set none` for the bucket; leave MINIO_PROMETHEUS_AUTH_TYPE at its default (jwt).',
      docs: 'https://docs.min.io/community/minio-object-store/administration/identity-access-management/policy-based-access-control.html',
    },
  },
  'ceph-rgw': {
    'anonymous-access': {
      text: 'Take the grants to AllUsers out of the bucket’s ACL and `Principal: "*"` out of its policy, or set a public access block.',
      docs: 'https://docs.ceph.com/en/latest/radosgw/bucketpolicy/',
    },
  },
  seaweedfs: {
    'anonymous-access': {
      text: 'Start S3 with -s3.config and identities; for master, volume server and filer set security.toml (JWT and mTLS) or a white list, and bind them to a private address.',
      docs: 'https://github.com/seaweedfs/seaweedfs/wiki/Security-Configuration',
    },
  },
  kubernetes: {
    'anonymous-access': {
      text: 'Take `system:anonymous` and `system:unauthenticated` out of every binding but the discovery roles, set --anonymous-auth=false, and run kubectl proxy on loopback only.',
      docs: 'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
    },
  },
  kubelet: {
    'anonymous-access': {
      text: 'Set authentication.anonymous.enabled: false, authorization.mode: Webhook and readOnlyPort: 0 in the kubelet’s configuration.',
      docs: 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
    },
  },
  consul: {
    'anonymous-access': {
      text: 'Set acl.enabled: true with default_policy: deny, give the anonymous token no rights, and leave enable_script_checks off.',
      docs: 'https://developer.hashicorp.com/consul/docs/secure/acl',
    },
    'plaintext-transport': {
      text: 'Set tls.defaults with verify_incoming, and ports.http: -1 with ports.https: 8501.',
      docs: 'https://developer.hashicorp.com/consul/docs/secure/encryption',
    },
  },
  nomad: {
    'anonymous-access': {
      text: 'Set acl { enabled = true }, bootstrap, and give the anonymous policy no rights.',
      docs: 'https://developer.hashicorp.com/nomad/docs/secure/acl',
    },
    'plaintext-transport': {
      text: 'Set tls { http = true, rpc = true } with verify_https_client.',
      docs: 'https://developer.hashicorp.com/nomad/docs/secure/traffic/tls',
    },
  },
  vault: {
    'unclaimed-setup': {
      text: 'Run `vault operator init` now, over TLS and from a trusted machine, and keep the port closed until then.',
      docs: 'https://developer.hashicorp.com/vault/docs/commands/operator/init',
    },
    'anonymous-access': {
      text: 'Set api_proxy.use_auto_auth_token to false in the agent, or bind its listener to loopback.',
      docs: 'https://developer.hashicorp.com/vault/docs/agent-and-proxy/agent/apiproxy',
    },
    'plaintext-transport': {
      text: 'Remove tls_disable from the listener and set tls_cert_file and tls_key_file.',
      docs: 'https://developer.hashicorp.com/vault/docs/configuration/listener/tcp',
    },
  },
  portainer: {
    'unclaimed-setup': {
      text: 'Make the administrator now, or start it with --admin-password-file; until then keep the port closed.',
      docs: 'https://docs.portainer.io/advanced/cli',
    },
  },
  jenkins: {
    'anonymous-access': {
      text: 'Under Security choose a realm, and an authorization that grants nothing to anonymous (uncheck “Allow anonymous read access”).',
      docs: 'https://www.jenkins.io/doc/book/security/managing-security/',
    },
  },
  'argo-cd': {
    'anonymous-access': {
      text: 'Remove users.anonymous.enabled from argocd-cm, and leave policy.default empty.',
      docs: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#anonymous-access',
    },
  },
  nexus: {
    'anonymous-access': {
      text: 'Switch off anonymous access under Security, or take the role nx-anonymous away.',
      docs: 'https://help.sonatype.com/en/anonymous-access.html',
    },
  },
  artifactory: {
    'anonymous-access': {
      text: 'Switch off “Allow Anonymous Access” in the security settings.',
      docs: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/anonymous-access',
    },
  },
  harbor: {
    'anonymous-access': {
      text: 'Make projects private that nobody outside needs, the project `library` among them.',
      docs: 'https://goharbor.io/docs/latest/working-with-projects/',
    },
  },
  verdaccio: {
    'anonymous-access': {
      text: 'Write `access: $authenticated` for every pattern under packages, and max_users: -1.',
      docs: 'https://verdaccio.org/docs/packages',
    },
  },
};
