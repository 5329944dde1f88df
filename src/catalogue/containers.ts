import { data, management, overTls, peer, type Product } from './product.ts';
import { known, web } from './listed.ts';

/** Container engines and registries, cluster control and object stores. */
export const containers: readonly Product[] = [
  known(
    'docker',
    'Docker Engine API',
    'https://docs.docker.com/engine/security/protect-access/',
    data(2375, 'http'),
    overTls(2376, 'http'),
  ),
  web(
    'docker-registry',
    'Docker registry',
    'https://distribution.github.io/distribution/about/deploying/',
    5000,
  ),
  known(
    'kubernetes',
    'Kubernetes API server',
    'https://kubernetes.io/docs/concepts/security/controlling-access/',
    overTls(6443, 'http'),
    overTls(443, 'http'),
    overTls(8443, 'http'),
    data(8001, 'http'),
  ),
  known(
    'kubelet',
    'kubelet',
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
    overTls(10_250, 'http'),
    data(10_255, 'http'),
  ),
  known(
    'consul',
    'Consul',
    'https://developer.hashicorp.com/consul/docs/secure',
    data(8500, 'http'),
    overTls(8501, 'http'),
    peer(8300),
    peer(8301),
    peer(8302),
  ),
  web(
    'vault',
    'Vault',
    'https://developer.hashicorp.com/vault/docs/concepts/production-hardening',
    8200,
  ),
  web('nomad', 'Nomad', 'https://developer.hashicorp.com/nomad/docs/secure', 4646),
  known(
    'minio',
    'MinIO',
    'https://docs.min.io/community/minio-object-store/administration/identity-access-management.html',
    data(9000, 'http'),
    management(9001),
  ),
  web('traefik', 'Traefik', 'https://doc.traefik.io/traefik/operations/api/', 8080),
  known('caddy', 'Caddy', 'https://caddyserver.com/docs/api', management(2019)),
  known(
    'envoy',
    'Envoy',
    'https://www.envoyproxy.io/docs/envoy/latest/operations/admin',
    management(9901),
  ),
  known('rclone', 'rclone', 'https://rclone.org/rc/', management(5572)),
];
