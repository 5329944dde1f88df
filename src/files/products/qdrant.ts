/** Qdrant: `config.yaml`, and `QDRANT__…` over it. No key is set as it ships. https://qdrant.tech/documentation/guides/security/ */
import { type Flat, readFlat } from '../text/flat.ts';
import type { Setting } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import {
  mounted,
  type Listener,
  type ProductFiles,
  type Setup,
  fact,
  listener,
  portOf,
  tlsOf,
  unreadable,
  wideFacts,
} from './setup.ts';

const PORT = 6333;
const GRPC = 6334;
const PATHS = ['/qdrant/config/production.yaml', '/qdrant/config/config.yaml'];

export const qdrant: ProductFiles = {
  id: 'qdrant',
  images: /(?:^|[/_-])qdrant(?:$|[_-])/,
  programs: /^qdrant$/,
  owns: (source, name) =>
    /\.ya?ml$/.test(name) &&
    (name.startsWith('qdrant') ||
      (/^(?:service|storage):/m.test(source.text) &&
        /^\s+(?:grpc_port|snapshots_path|storage_path|max_request_size_mb):/m.test(source.text))),
  read(setup) {
    const source = mounted(setup, PATHS);
    if (typeof source === 'string') return [unreadable(PORT, 'http', source)];
    const settings = new Map<string, Setting>(source ? readFlat(source) : []);
    for (const [name, setting] of setup.env) {
      const path = /^QDRANT__(.+)$/.exec(name)?.[1];
      if (path !== undefined && (setting.text !== '' || !setting.known))
        settings.set(path.toLowerCase().replaceAll('__', '.'), setting);
    }
    return listeners(setup, settings);
  },
};

function listeners(setup: Setup, settings: Flat): Listener[] {
  const host = settings.get('service.host');
  const bind = host?.text ?? '0.0.0.0';
  const network = wideFacts(host, [bind], { write: '127.0.0.1' });
  const isTls = truth(settings.get('service.enable_tls')?.text) === true;
  const who = access(setup, settings);
  const common = {
    ...who,
    facts: [...who.facts, ...network],
    binds: [bind === '::' ? '0.0.0.0' : bind],
    tls: tlsOf(isTls),
  };
  const http = portOf(settings.get('service.http_port')?.text, PORT);
  const grpc = portOf(settings.get('service.grpc_port')?.text, setup.main ? 0 : GRPC);
  const all = [listener({ ...common, port: http, protocol: 'http' })];
  return grpc > 0 ? [...all, listener({ ...common, port: grpc, protocol: 'grpc' })] : all;
}

function access(
  setup: Setup,
  settings: Flat,
): Pick<Listener, 'access' | 'grants' | 'auth' | 'byAbsence' | 'facts' | 'reason'> {
  const key = settings.get('service.api_key') ?? settings.get('service.jwt_rbac');
  if (key && !key.known) {
    const reason = 'The key only exists once it runs, and may be empty.';
    return { access: 'unknown', grants: null, auth: [], byAbsence: false, facts: [], reason };
  }
  if (key) {
    const facts = [fact('account', key, 'A key is set.')];
    return {
      access: 'protected',
      grants: null,
      auth: ['bearer'],
      byAbsence: false,
      facts,
      reason: 'Each request needs a key.',
    };
  }
  const add = setup.main
    ? 'api_key: <a long random key>'
    : 'QDRANT__SERVICE__API_KEY: ${QDRANT_API_KEY:?}';
  const facts = [
    fact('access', settings.get('service.host') ?? setup.at, 'No key is set.', { add }),
  ];
  const reason = 'No key is set, so whoever reaches it reads and deletes every collection.';
  return { access: 'open', grants: 'admin', auth: ['none'], byAbsence: true, facts, reason };
}
