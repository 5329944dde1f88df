/** Weaviate: its variables. Without any scheme it lets everybody in. https://docs.weaviate.io/deploy/configuration/authentication */
import { truth } from '../text/value.ts';
import { fact, listener, NO_TLS, type ProductFiles, type Setup, variable } from './setup.ts';

const PORT = 8080;
const GRPC = 50_051;

export const weaviate: ProductFiles = {
  id: 'weaviate',
  images: /(?:^|[/_-])weaviate$/,
  programs: /^weaviate$/,
  read(setup) {
    const who = access(setup);
    return [
      listener({ ...who, port: PORT, protocol: 'http', tls: NO_TLS }),
      listener({ ...who, port: GRPC, protocol: 'grpc', tls: NO_TLS }),
    ];
  },
};

function access(setup: Setup) {
  const anonymous = variable(setup, 'AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED');
  const scheme = [
    'AUTHENTICATION_APIKEY_ENABLED',
    'AUTHENTICATION_OIDC_ENABLED',
    'AUTHENTICATION_DB_USERS_ENABLED',
  ]
    .map((name) => variable(setup, name))
    .find((each) => truth(each?.text) === true);
  const isOpen = truth(anonymous?.text) ?? !scheme;
  if (!isOpen)
    return {
      access: 'protected',
      auth: ['bearer'],
      facts: [fact('account', scheme ?? anonymous ?? setup.at, 'Callers need a key.')],
      reason: 'Callers need a key.',
    } as const;
  const why = anonymous
    ? fact('access', anonymous, 'Anonymous access is on.', { write: '"false"' })
    : fact('access', setup.at, 'No way to log in is switched on, which lets everybody in.', {
        add: 'AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: "false"\nAUTHENTICATION_APIKEY_ENABLED: "true"',
      });
  return {
    access: 'open',
    grants: 'admin',
    auth: ['none'],
    byAbsence: !anonymous,
    facts: [why],
    reason: 'Anonymous callers read and write every collection.',
  } as const;
}
