import { cached, missingFromCache } from './cache.ts';
import { ask, secure } from './dial.ts';
import { type Product, type Site } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const HOME = 'neo4j-5.26.0';
/** The magic word, and the version 4.4 alone. */
const HANDSHAKE = Buffer.from('6060b01700000404000000000000000000000000', 'hex');
const TAKEN = '00000404';

async function encryption(site: Site): Promise<readonly string[]> {
  if (site.state !== 'tls') return [];
  const { cert, key } = await site.certificate('good');
  const folder = await site.makeFolder('certificates');
  await site.run(['cp', cert, `${folder}/public.crt`]);
  await site.run(['cp', key, `${folder}/private.key`]);
  return [folder];
}

/** “password” still has the one that the vendor publishes, to be changed at the first log-in. */
export const neo4j: Product = {
  id: 'neo4j',
  ports: { bolt: 7687 },
  states: ['open', 'password', 'tls'],
  needs: ['java'],
  missing: () => missingFromCache(`${HOME}/lib`),
  patience: 60_000,
  async launch(site) {
    const home = await site.makeFolder('home');
    const classPath = `${cached(HOME, 'classes')}:${cached(HOME, 'lib')}/*`;
    const asks = String(site.state === 'password');
    const address = [site.address, String(site.port('bolt'))];
    const words = [home, ...address, asks, ...(await encryption(site))];
    return {
      argv: ['java', ...JAVA_FLAGS, '-cp', classPath, 'LabGraph', ...words],
      async ready() {
        const plain = site.dial('bolt');
        const connection = site.state === 'tls' ? secure(plain) : plain;
        const answer = await ask(connection, HANDSHAKE, (sofar) => sofar.length >= 4);
        return answer.toString('hex') === TAKEN;
      },
    };
  },
};
