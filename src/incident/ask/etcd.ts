/**
 * etcd through its HTTP gateway. With a user and a password it logs in first and sends the token that it got:
 * https://etcd.io/docs/v3.5/dev-guide/api_grpc_gateway/ (authentication).
 */
import { AskError, type Access, type Asker } from './asker.ts';
import { askHttp } from './http.ts';

const LOG_IN = '/v3/auth/authenticate';

export async function askEtcd(access: Access): Promise<Asker> {
  const { user, password, ...bare } = access;
  if (user === undefined || password === undefined) return await askHttp(bare);
  const asker = await askHttp(bare);
  try {
    const { text } = await asker.ask(`POST ${LOG_IN} ${JSON.stringify({ name: user, password })}`);
    const token = /"token":\s*"([^"\s]+)"/.exec(text)?.[1];
    if (token === undefined) throw new AskError('no token came');
    return await askHttp(bare, { Authorization: token });
  } finally {
    await asker[Symbol.asyncDispose]();
  }
}
