import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';

const PROGRAM = 'rclone-1.75.2/bin/rclone';

const FLAGS: Readonly<Record<string, readonly string[]>> = {
  open: ['--rc-no-auth'],
  password: ['--rc-user', LAB_USER, '--rc-pass', LAB_PASSWORD],
  // Neither: what needs an account is refused, the rest is not.
  half: [],
};

const STATUS: Readonly<Record<string, number>> = { open: 200, password: 401, half: 403 };

/** The remote control of rclone. */
export const rclone: Product = {
  id: 'rclone',
  ports: { rc: 5572 },
  states: Object.keys(FLAGS),
  needs: [],
  missing: () => missingFromCache(PROGRAM),
  launch(site) {
    const address = `${site.address}:${site.port('rc')}`;
    return Promise.resolve({
      argv: [
        cached(PROGRAM),
        'rcd',
        '--config',
        `${site.folder}/rclone.conf`,
        '--rc-addr',
        address,
        ...(FLAGS[site.state] ?? []),
      ],
      async ready() {
        const { status } = await askHttp(site.dial('rc'), { method: 'POST', path: '/core/pid' });
        return status === STATUS[site.state];
      },
    });
  },
};

const BUCKETS = { shop: { 'customers.csv': 'id,email\n1,customer1@mail.example\n' } } as const;

/** A folder as an S3 store: every request needs the key, or none does. */
export const rcloneS3: Product = {
  id: 'rclone-s3',
  ports: { s3: 8080 },
  states: ['open', 'password'],
  needs: [],
  missing: () => missingFromCache(PROGRAM),
  async launch(site) {
    await site.makeFolder('store/shop');
    for (const [name, text] of Object.entries(BUCKETS.shop))
      await site.write(`store/shop/${name}`, text);
    const isOpen = site.state === 'open';
    const key = isOpen ? [] : ['--auth-key', `${LAB_USER},${LAB_PASSWORD}`];
    const address = `${site.address}:${site.port('s3')}`;
    return {
      argv: [
        cached(PROGRAM),
        'serve',
        's3',
        `${site.folder}/store`,
        '--config',
        `${site.folder}/rclone.conf`,
        '--addr',
        address,
        ...key,
      ],
      async ready() {
        const { status } = await askHttp(site.dial('s3'));
        return status === (isOpen ? 200 : 400);
      },
    };
  },
};
