/** Milvus: `milvus.yaml`, and variables of its keys over it. https://milvus.io/docs/authenticate.md https://milvus.io/docs/tls.md */
import { type Flat, readFlat } from '../text/flat.ts';
import type { Setting } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import {
  fact,
  listener,
  type Listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  type Setup,
  TLS_CLIENT_CERTIFICATE,
  TLS_REQUIRED,
  unreadable,
  variable,
} from './setup.ts';

const PORT = 19_530;
const METRICS = 9091;
const PATHS = ['/milvus/configs/milvus.yaml', '/milvus/configs/user.yaml'];

export const milvus: ProductFiles = {
  id: 'milvus',
  images: /(?:^|[/_-])milvus(?:$|[_-]gpu)/,
  programs: /^milvus$/,
  owns: (source, name) =>
    /^milvus[\w.-]*\.ya?ml$/.test(name) && /^(?:common|proxy|etcd|minio):/m.test(source.text),
  read(setup) {
    const mounted = setup.main ? [setup.main] : PATHS.map((path) => setup.files.read(path));
    const problem = mounted.find((each) => typeof each === 'string');
    if (problem !== undefined) return [unreadable(PORT, 'grpc', problem)];
    const settings = new Map<string, Setting>(
      mounted.flatMap((each) => (typeof each === 'object' ? [...readFlat(each)] : [])),
    );
    const byName = variable(
      setup,
      'COMMON_SECURITY_AUTHORIZATIONENABLED',
      'MILVUS_AUTHORIZATION_ENABLED',
    );
    if (byName) settings.set('common.security.authorizationEnabled', byName);
    return listeners(setup, settings);
  },
};

function listeners(setup: Setup, settings: Flat): Listener[] {
  const switched = settings.get('common.security.authorizationEnabled');
  const mode = settings.get('common.security.tlsMode')?.text;
  const tls = mode === '2' ? TLS_CLIENT_CERTIFICATE : mode === '1' ? TLS_REQUIRED : NO_TLS;
  const common = { port: portOf(settings.get('proxy.port')?.text, PORT), protocol: 'grpc', tls };
  const pages = listener({
    port: METRICS,
    protocol: 'http',
    access: 'identified',
    reason: 'Its page for operators asks for nothing; what it gives differs with the version.',
  });
  if (truth(switched?.text) !== true) {
    const why = switched
      ? fact('access', switched, 'Nobody has to log in.', { write: 'true' })
      : fact('access', setup.at, 'Nobody has to log in unless it is switched on.', {
          add: 'common.security.authorizationEnabled: true',
        });
    return [
      listener({
        ...common,
        access: 'open',
        grants: 'admin',
        auth: ['none'],
        byAbsence: !switched,
        facts: [why],
        reason: 'Nobody has to log in, so whoever reaches it reads and deletes every collection.',
      }),
      pages,
    ];
  }
  const password = settings.get('common.security.defaultRootPassword');
  if (password && password.text !== 'Milvus')
    return [
      listener({
        ...common,
        access: 'protected',
        auth: ['password'],
        facts: [fact('account', password, 'The first account has a password of your own.')],
        reason: 'Clients have to log in.',
      }),
      pages,
    ];
  return [
    listener({
      ...common,
      access: 'protected',
      auth: ['password'],
      reason:
        'Clients have to log in; the first password is the published one until it is changed.',
    }),
    pages,
  ];
}
