import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { joinedFlags } from './flags.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';

const PROGRAM = 'seaweedfs-4.48/bin/weed';

/** Who may do what over S3; nobody is named in the open state. */
function identities(state: string): string {
  const all = ['Admin', 'Read', 'Write', 'List', 'Tagging'];
  const credentials = [{ accessKey: LAB_USER, secretKey: LAB_PASSWORD }];
  const known = [{ name: 'lab', credentials, actions: all }];
  const anonymous = { name: 'anonymous', actions: ['Read:public', 'List:public'] };
  return JSON.stringify({ identities: state === 'public' ? [...known, anonymous] : known });
}

/** The filer asks for a signed token. */
const SIGNED = `[jwt.filer_signing]
key = "made-up-by-the-lab"
[jwt.filer_signing.read]
key = "made-up-by-the-lab"
`;

async function guard(site: Site): Promise<Record<string, string>> {
  if (site.state === 'open') return {};
  if (site.state === 'password') await site.write('security.toml', SIGNED);
  return { '-s3.config': await site.write('s3.json', identities(site.state)) };
}

async function put(site: Site, path: string, body = ''): Promise<void> {
  const { status } = await askHttp(site.dial('filer'), { method: 'PUT', path, body });
  if (status >= 300) throw new LabError(`seeding ${path} got HTTP ${status}`);
}

/** Master, volume server, filer and S3 in one process; the S3 keys guard none of the other three. */
export const seaweedfs: Product = {
  id: 'seaweedfs',
  ports: { s3: 8333, master: 9333, filer: 8888, volume: 8080, g1: 0, g2: 0, g3: 0, g4: 0 },
  states: ['open', 'public', 'password'],
  needs: [],
  missing: () => missingFromCache(PROGRAM),
  async launch(site) {
    await site.makeFolder('data');
    const others = { '-s3.port.iceberg': 0, '-s3.port.lance': 0, '-master.telemetry': 'false' };
    return {
      argv: [
        cached(PROGRAM),
        'server',
        ...joinedFlags({
          '-dir': `${site.folder}/data`,
          '-ip': site.address,
          '-ip.bind': site.address,
          '-master.port': site.port('master'),
          '-master.port.grpc': site.port('g1'),
          '-volume.port': site.port('volume'),
          '-volume.port.grpc': site.port('g2'),
          '-filer.port': site.port('filer'),
          '-filer.port.grpc': site.port('g3'),
          '-s3.port': site.port('s3'),
          '-s3.port.grpc': site.port('g4'),
          '-volume.max': 30,
          ...others,
          ...(await guard(site)),
        }),
        '-filer',
        '-s3',
      ],
      async ready() {
        const s3 = await askHttp(site.dial('s3'));
        const filer = await askHttp(site.dial('filer'));
        const master = await askHttp(site.dial('master'), { path: '/dir/status' });
        return s3.status > 0 && filer.status > 0 && master.body.includes('DataNodes":[{');
      },
      async seed() {
        if (site.state === 'password') return;
        for (const bucket of ['public', 'private'])
          await put(
            site,
            `/buckets/${bucket}/customers.csv`,
            'id,email\n1,customer1@mail.example\n',
          );
      },
    };
  },
};
