/** MinIO: its variables. Without them the administrator is minioadmin with the password minioadmin. https://docs.min.io/community/minio-object-store/reference/minio-server/settings/root-credentials.html */
import { unquoted } from '../text/settings.ts';
import { EQUALS, readSettings } from '../text/settings.ts';
import {
  fact,
  flag,
  listener,
  type Listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  secret,
  type Setup,
  TLS_REQUIRED,
  variable,
} from './setup.ts';

const PORT = 9000;
const CONSOLE = 9001;
const PUBLISHED = 'minioadmin';
const CERTIFICATES = ['/root/.minio/certs', '/certs', '/etc/minio/certs'];

export const minio: ProductFiles = {
  id: 'minio',
  images: /(?:^|[/_-])minio$/,
  programs: /^minio$/,
  owns: (source, name) =>
    /^minio(?:\.env|\.conf)?$|\.env$/.test(name) &&
    /^\s*(?:export\s+)?MINIO_(?:ROOT_USER|ROOT_PASSWORD|VOLUMES|OPTS)=/m.test(source.text),
  read(given) {
    const setup = given.main ? withFile(given) : given;
    const port = portOf(
      addressPort(flag(setup, '--address')?.text ?? variable(setup, 'MINIO_ADDRESS')?.text),
      PORT,
    );
    const console = portOf(
      addressPort(
        flag(setup, '--console-address')?.text ?? variable(setup, 'MINIO_CONSOLE_ADDRESS')?.text,
      ),
      CONSOLE,
    );
    const isTls =
      CERTIFICATES.some((path) => setup.files.read(`${path}/public.crt`) !== undefined) ||
      flag(setup, '--certs-dir') !== undefined;
    const who = access(setup);
    const common = { ...who, protocol: 'http', tls: isTls ? TLS_REQUIRED : NO_TLS };
    return [listener({ ...common, port }), listener({ ...common, port: console })];
  },
};

function addressPort(text: string | undefined): string | undefined {
  return /:(\d+)$/.exec(text ?? '')?.[1];
}

function withFile(setup: Setup): Setup {
  const lines = setup.main ? readSettings(setup.main, { ...EQUALS, between: /=/ }) : [];
  return {
    ...setup,
    env: new Map(
      lines.map((each) => [
        each.name.replace(/^export\s+/, ''),
        { ...each, text: unquoted(each.text) },
      ]),
    ),
  };
}

function access(
  setup: Setup,
): Pick<Listener, 'access' | 'grants' | 'auth' | 'reason' | 'facts' | 'byAbsence'> {
  const user = secret(setup, 'MINIO_ROOT_USER', 'MINIO_ACCESS_KEY');
  const password = secret(setup, 'MINIO_ROOT_PASSWORD', 'MINIO_SECRET_KEY');
  if (password && !password.known)
    return {
      access: 'unknown',
      grants: null,
      auth: ['other'],
      byAbsence: false,
      facts: [],
      reason: 'The password only exists once it runs, and may be empty.',
    };
  const isPublished =
    (!password || password.text === PUBLISHED) && (!user || user.text === PUBLISHED);
  if (!isPublished)
    return {
      access: 'protected',
      grants: null,
      auth: ['other'],
      byAbsence: false,
      facts: [
        fact(
          'account',
          password ?? user ?? setup.at,
          'The administrator has a password of your own.',
        ),
      ],
      reason: 'Each request needs a signature.',
    };
  const why = password
    ? fact('account', password, 'The administrator has the published password.')
    : fact('account', setup.at, 'The administrator has the published password.', {
        add: 'MINIO_ROOT_USER: admin\nMINIO_ROOT_PASSWORD_FILE: /run/secrets/minio',
      });
  return {
    access: 'default-password',
    grants: 'admin',
    auth: ['other'],
    byAbsence: !password,
    facts: [why],
    reason:
      'The administrator has the name and password that stand in the vendor’s own documentation.',
  };
}
