/** Memcached, by its command line or Debian's `memcached.conf`, which has one flag a line. https://docs.memcached.org/ */
import { shellWords } from '../text/words.ts';
import { linesOf, type Setting } from '../text/settings.ts';
import {
  ANYWHERE,
  fact,
  flag,
  isLoopback,
  listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  type Setup,
  TLS_REQUIRED,
} from './setup.ts';

const PORT = 11_211;

export const memcached: ProductFiles = {
  id: 'memcached',
  images: /(?:^|[/_-])memcached(?:$|[_-])/,
  programs: /^memcached$/,
  owns: (source, name) => name === 'memcached.conf' && /^\s*-[a-zA-Z]/m.test(source.text),
  read(given) {
    const setup = given.main ? { ...given, words: wordsOf(given) } : given;
    const bind = flag(setup, '-l', '--listen');
    const binds = bind ? bind.text.split(',').map((word) => word.replace(/:\d+$/, '')) : ANYWHERE;
    const isShut = flag(setup, '-S', '--enable-sasl') ?? flag(setup, '-Y', '--auth-file');
    const tls = flag(setup, '-Z', '--enable-ssl') ? TLS_REQUIRED : NO_TLS;
    const port = portOf(flag(setup, '-p', '--port')?.text, PORT);
    if (port === 0 || (flag(setup, '-s', '--unix-socket') && !flag(setup, '-p', '--port')))
      return [];
    const network =
      bind && !binds.every((address) => isLoopback(address))
        ? [
            fact(
              'network',
              bind,
              'It listens beyond loopback.',
              setup.main ? { write: '-l 127.0.0.1' } : {},
            ),
          ]
        : [];
    const common = { port, protocol: 'memcached', binds, tls };
    if (isShut) {
      const facts = [fact('account', isShut, 'Clients have to log in.'), ...network];
      return [
        listener({
          ...common,
          facts,
          access: 'protected',
          auth: ['password'],
          reason: 'Clients have to log in.',
        }),
      ];
    }
    const missing = fact(
      'access',
      setup.at,
      'Neither -S (SASL) nor -Y (a file of users) is given.',
      { add: '-l 127.0.0.1' },
    );
    return [
      listener({
        ...common,
        facts: [...network, missing],
        access: 'open',
        grants: 'read-write',
        auth: ['none'],
        byAbsence: true,
        reason: 'Memcached takes commands from whoever reaches it.',
      }),
    ];
  },
};

function wordsOf({ main }: Setup): Setting[] {
  if (!main) return [];
  return [...linesOf(main)]
    .filter(({ words }) => words.startsWith('-'))
    .flatMap(({ words, at, until }) =>
      shellWords(words).map((text) => ({ name: '', text, at, until, known: true })),
    );
}
