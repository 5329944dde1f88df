import { existsSync } from 'node:fs';
import { cached } from './cache.ts';
import { ask } from './dial.ts';
import type { Product } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const HOME = 'derby-10.14.2.0';
/** EXCSAT with a name alone. */
const EXCHANGE = Buffer.from('0015d0010001000f1041000b115e93818293818293'.slice(0, 42), 'hex');
const ATTRIBUTES = 0x1443;

/** Apache Derby's network server: it speaks DRDA, as Db2 does, which cannot be had. */
export const derby: Product = {
  id: 'derby',
  ports: { drda: 50_000 },
  states: ['open'],
  needs: ['java'],
  missing: () =>
    existsSync(cached(HOME)) ? undefined : `${HOME} is not in the cache; see lab/install.sh`,
  patience: 60_000,
  async launch(site) {
    const server = ['-cp', `${cached(HOME)}/*`, 'org.apache.derby.drda.NetworkServerControl'];
    const home = `-Dderby.system.home=${await site.makeFolder('home')}`;
    const address = ['-h', site.address, '-p', String(site.port('drda'))];
    return {
      argv: ['java', ...JAVA_FLAGS, home, ...server, 'start', ...address, '-noSecurityManager'],
      async ready() {
        const answer = await ask(site.dial('drda'), EXCHANGE, (sofar) => sofar.length >= 10);
        return answer.length >= 10 && answer.readUInt16BE(8) === ATTRIBUTES;
      },
    };
  },
};
