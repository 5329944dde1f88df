/** etcd through its HTTP gateway: https://etcd.io/docs/v3.5/dev-guide/api_grpc_gateway/. No key is read. */
import { group, type Evidence } from './take.ts';

export const etcd: Evidence = {
  takes: [
    ...group('counters', { metrics: '/metrics' }),
    ...group('settings', {
      version: '/version',
      health: '/health',
      status: 'POST /v3/maintenance/status {}',
    }),
    ...group('grants', {
      auth: 'POST /v3/auth/status {}',
      members: 'POST /v3/cluster/member/list {}',
    }),
  ],
};
