import { describe, expect, it } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { ask, type Asked } from '../../../test/ask.ts';
import { fakeHttp, type FakeAnswer } from '../../../test/fakes/http.ts';
import { looksAtRealServers } from '../../../test/real-servers.ts';

const open = { protocol: 'http', access: 'open', plaintext: true, grants: 'read' } as const;

/** What lies in the stores of the lab, and in the fakes below. */
const SECRET = /customers|canary/;

looksAtRealServers(
  'rclone-s3',
  {
    open: { ...open, product: 's3' },
    password: { product: 's3', access: 'protected', grants: null },
  },
  (asked) => expect(JSON.stringify(asked)).not.toMatch(SECRET),
);

looksAtRealServers(
  'seaweedfs',
  {
    // It leaves out the buckets that nobody owns.
    open: { ...open, product: 'seaweedfs', version: '4.48', grants: 'read-write' },
    public: { ...open, product: 'seaweedfs' },
    password: { product: 'seaweedfs', access: 'protected', grants: null },
  },
  (asked) => expect(JSON.stringify(asked)).not.toMatch(SECRET),
);

withServers('seaweedfs')('SeaweedFS whose S3 port asks for keys', () => {
  it.each([
    ['master', 'open'],
    ['volume', 'open'],
    ['filer', 'protected'],
  ] as const)('has its %s %s', async (name, access) => {
    await using server = await startServer('seaweedfs', 'password', { port: 'usual' });
    const { address, ports } = server;
    const asked = await ask({ address, port: ports[name] ?? 0 });
    expect(asked).toMatchObject({ product: 'seaweedfs', access, undeclared: 0 });
    expect(asked.connections).toBeLessThanOrEqual(3);
  });
});

withServers(
  'seaweedfs',
  'rclone-s3',
  'azurite',
)('a bucket that the owner names', () => {
  const account = '/devstoreaccount1';
  it.each([
    ['seaweedfs', 'public', '/public/', 'open'],
    ['seaweedfs', 'public', '/private', 'protected'],
    ['seaweedfs', 'public', '/absent', 'protected'],
    ['rclone-s3', 'open', '/shop', 'open'],
    ['rclone-s3', 'open', '/absent', 'identified'],
    ['rclone-s3', 'password', '/shop', 'protected'],
    ['azurite', 'open', `${account}/container`, 'open'],
    ['azurite', 'open', `${account}/blob`, 'partial'],
    ['azurite', 'open', `${account}/blob/customers.csv`, 'partial'],
    ['azurite', 'open', `${account}/private/customers.csv`, 'protected'],
    ['azurite', 'open', `${account}/absent`, 'protected'],
    ['azurite', 'open', '/', 'identified'],
  ] as const)('%s (%s) at %s is %s', async (product, state, path, access) => {
    await using server = await startServer(product, state, { port: 'usual' });
    const { address, port } = server;
    const asked = await ask({ address, port, path, inventory: 'sample' });
    expect(asked).toMatchObject({ access, undeclared: 0 });
    if (access === 'open')
      expect(asked.inventory).toMatchObject({
        complete: true,
        items: [{ kind: 'bucket', rows: { value: 1, how: 'exact' }, bytes: { how: 'exact' } }],
      });
    expect(asked.connections).toBeLessThanOrEqual(3);
    expect(JSON.stringify(asked)).not.toMatch(SECRET);
  });
});

type Headers = Readonly<Record<string, string>>;
type Answer = (path: string, method: string) => FakeAnswer;

const AMAZON = { 'x-amz-request-id': 'ABCDEF0123456789', Server: 'AmazonS3' };
const MINIO = { 'X-Amz-Request-Id': '18EB50464687D3E5', Server: 'MinIO' };
const CEPH = { 'x-amz-request-id': 'tx00000aaaaaaaaaaaaaaaa-0065a1b2c3-1234-default' };
const GOOGLE = { 'X-GUploader-UploadID': 'ABC', Server: 'UploadServer' };
const AZURE = { 'x-ms-request-id': '1', Server: 'Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0' };

const xml = (body: string, status: number, headers: Headers = {}): FakeAnswer => ({
  status,
  headers: { 'Content-Type': 'application/xml', ...headers },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
const error = (code: string, status: number, headers: Headers): FakeAnswer =>
  xml(`<Error><Code>${code}</Code><Message>canary</Message></Error>`, status, headers);
const list = (keys: readonly string[], headers: Headers): FakeAnswer =>
  xml(
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>shop</Name>${keys
      .map((key) => `<Contents><Key>${key}</Key><Size>5</Size></Contents>`)
      .join('')}</ListBucketResult>`,
    200,
    headers,
  );

async function looked(
  answer: Answer,
  path?: string,
  host?: string,
): Promise<Asked & { heard: string[] }> {
  const heard: string[] = [];
  await using fake = await fakeHttp((asked, method) => {
    heard.push(`${method} ${asked}`);
    return method === 'HEAD' ? { ...answer(asked, method), body: '' } : answer(asked, method);
  });
  const asked = await ask({
    ...fake,
    ...(path !== undefined && { path }),
    ...(host !== undefined && { host }),
  });
  expect(asked.undeclared).toBe(0);
  expect(JSON.stringify(asked)).not.toMatch(SECRET);
  return { ...asked, heard };
}

/** Who may do what: list the bucket, read objects that exist, and hear that one does not. */
function bucket(headers: Headers, list_: FakeAnswer, object: number, absent: number): Answer {
  return (path, method) => {
    if (method === 'HEAD') return { status: path.includes('/nl') ? absent : object, headers };
    return path === '/' ? error('AccessDenied', 403, headers) : list_;
  };
}

describe('a bucket in the words of S3', () => {
  const denied = error('AccessDenied', 403, MINIO);
  it.each<[string, Answer, Partial<Asked>]>([
    [
      'listed and read',
      bucket(MINIO, list(['canary/a &amp; b.csv'], MINIO), 200, 404),
      { access: 'open' },
    ],
    [
      'listed and not read',
      bucket(MINIO, list(['canary'], MINIO), 403, 403),
      { access: 'partial', grants: 'metadata' },
    ],
    ['empty and listed', bucket(MINIO, list([], MINIO), 404, 404), { access: 'partial' }],
    [
      'not listed, objects read',
      bucket(MINIO, denied, 200, 404),
      { access: 'partial', grants: 'read' },
    ],
    ['private', bucket(MINIO, denied, 403, 403), { access: 'protected', grants: null }],
    [
      'absent',
      bucket(MINIO, error('NoSuchBucket', 404, MINIO), 404, 404),
      { access: 'identified' },
    ],
    [
      'in another region',
      bucket(MINIO, error('PermanentRedirect', 301, MINIO), 301, 301),
      { access: 'unknown' },
    ],
    [
      'asked too often',
      bucket(MINIO, error('SlowDown', 503, MINIO), 503, 503),
      { access: 'unknown' },
    ],
    [
      'that gives whatever is asked for',
      bucket(MINIO, list(['canary'], MINIO), 200, 200),
      { access: 'decoy' },
    ],
    [
      'with a name that cannot be asked for',
      bucket(MINIO, list(['canary'.repeat(500)], MINIO), 200, 404),
      { access: 'partial' },
    ],
  ])('%s', async (_, answer, expected) => {
    expect(await looked(answer, '/shop')).toMatchObject({ product: 'minio', ...expected });
  });

  it('one object is asked for by its head, encoded, and its name is not written', async () => {
    const { heard, sent } = await looked(
      bucket(AMAZON, list(['canary/a &amp; b.csv'], AMAZON), 200, 404),
      '/shop',
    );
    expect(heard).toContain('HEAD /shop/canary%2Fa%20%26%20b.csv');
    expect(heard.filter((line) => !/^(?:GET|HEAD) /.test(line))).toEqual([]);
    expect(sent).toContain('HEAD /{bucket}/{object}');
  });
});

describe('the owners of the clouds', () => {
  it.each<[string, string, string, Answer]>([
    [
      's3',
      'open',
      'shop.s3.eu-west-1.amazonaws.com',
      (path) =>
        path === '/'
          ? list(['canary'], AMAZON)
          : { status: path.startsWith('/nl') ? 404 : 200, headers: AMAZON },
    ],
    ['s3', 'protected', 'shop.s3.amazonaws.com', () => error('AccessDenied', 403, AMAZON)],
    ['s3', 'identified', 'shop.s3.amazonaws.com', () => error('NoSuchBucket', 404, AMAZON)],
    ['s3', 'unknown', 'shop.s3.amazonaws.com', () => error('TemporaryRedirect', 307, AMAZON)],
    ['gcs', 'protected', 'shop.storage.googleapis.com', () => error('AccessDenied', 403, GOOGLE)],
    ['ceph-rgw', 'protected', 'objects.example', () => error('AccessDenied', 403, CEPH)],
    ['minio', 'protected', 'objects.example', () => error('AccessDenied', 403, MINIO)],
    ['s3', 'identified', 'objects.example', () => error('InvalidRequest', 400, AMAZON)],
  ])('%s: %s at %s', async (product, access, host, answer) => {
    expect(await looked(answer, undefined, host)).toMatchObject({ product, access });
  });

  const blobs = (names: string): FakeAnswer =>
    xml(
      `<EnumerationResults ServiceEndpoint="x"><Blobs>${names}</Blobs></EnumerationResults>`,
      200,
      AZURE,
    );
  const azure =
    (page: FakeAnswer, code: string): Answer =>
    (path, method) => {
      if (method === 'HEAD')
        return path.includes('/nl')
          ? { status: 404, headers: { ...AZURE, 'x-ms-error-code': code } }
          : { headers: AZURE };
      return path === '/' ? error('InvalidQueryParameterValue', 400, AZURE) : page;
    };
  it.each<[string, Answer]>([
    ['open', azure(blobs('<Blob><Name>canary</Name></Blob>'), 'BlobNotFound')],
    ['partial', azure(blobs(''), 'BlobNotFound')],
    ['partial', azure(error('ResourceNotFound', 404, AZURE), 'BlobNotFound')],
    ['protected', azure(error('ResourceNotFound', 404, AZURE), 'ResourceNotFound')],
    ['protected', azure(error('PublicAccessNotPermitted', 409, AZURE), 'PublicAccessNotPermitted')],
  ])('a container of Azure: %s', async (access, answer) => {
    expect(await looked(answer, '/backups')).toMatchObject({ product: 'azure-blob', access });
  });
});

describe('a store without a bucket named', () => {
  const buckets = (names: readonly string[]): FakeAnswer =>
    xml(
      `<ListAllMyBucketsResult><Owner/><Buckets>${names.map((name) => `<Bucket><Name>${name}</Name></Bucket>`).join('')}</Buckets></ListAllMyBucketsResult>`,
      200,
      AMAZON,
    );
  const absent = error('NoSuchBucket', 404, AMAZON);

  it('that holds nothing and looks for a bucket takes requests', async () => {
    const seen = await looked((path) => (path === '/' ? buckets([]) : absent));
    expect(seen).toMatchObject({ product: 's3', access: 'open', grants: 'read-write' });
  });

  it('is told by its words where it numbers no request, as moto', async () => {
    const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
    const listed = `<ListAllMyBucketsResult ${namespace}><Buckets></Buckets></ListAllMyBucketsResult>`;
    const gone = error('NoSuchBucket', 404, {});
    const seen = await looked((path) => (path === '/' ? xml(listed, 200) : gone));
    expect(seen).toMatchObject({ product: 's3', access: 'open', grants: 'read-write' });
    const refusal = '<Error><Code>AccessDenied</Code><RequestId>1</RequestId></Error>';
    const closed = await looked(() => xml(refusal, 403));
    expect(closed).toMatchObject({ product: 's3', access: 'protected' });
  });

  it('whose first bucket is refused is partial', async () => {
    const seen = await looked((path) =>
      path === '/' ? buckets(['canary-bucket']) : error('AccessDenied', 403, AMAZON),
    );
    expect(seen).toMatchObject({ product: 's3', access: 'partial', grants: 'metadata' });
  });

  it('that lists every bucket there might be is a decoy', async () => {
    const seen = await looked((path) => (path === '/' ? buckets(['a']) : list(['b'], AMAZON)));
    expect(seen).toMatchObject({ access: 'decoy' });
  });

  it('MinIO with public metrics is partial', async () => {
    const metrics = { headers: MINIO, body: '# HELP minio_bucket_objects canary\n' };
    const seen = await looked((path) =>
      path === '/minio/v2/metrics/cluster' ? metrics : error('AccessDenied', 403, MINIO),
    );
    expect(seen).toMatchObject({ product: 'minio', access: 'partial', grants: 'metadata' });
  });
});

it.each<[string, FakeAnswer]>([
  ['an error in XML of another kind', xml('<error><code>AccessDenied</code></error>', 403, AMAZON)],
  ['the words of S3 without any mark', error('AccessDenied', 403, {})],
  ['a page that talks of S3', { body: '<html><title>Error</title><Error><Code>x</Code>' }],
  [
    'an API behind Amazon’s gateway',
    { status: 403, headers: { 'x-amzn-requestid': '1' }, body: '{"message":"Forbidden"}' },
  ],
])('%s is no store', async (_, answer) => {
  expect(await looked(() => answer)).toMatchObject({ product: 'http' });
});
