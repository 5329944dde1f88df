/** The stores that speak S3. Each is told by its own headers; what is left speaks S3 and says no more. */
import { eitherOf } from '../families/http-either.ts';
import { httpProduct } from '../families/http-product.ts';
import type { HttpService } from '../families/http-service.ts';
import { hasFields, titleOf } from '../families/http-shapes.ts';
import type { HttpPage } from '../families/http-talk.ts';
import { s3Store } from './store.ts';
import { isRefusal } from './codes.ts';
import { bucketsIn, errorCode, objectsIn } from './listings.ts';

const server = ({ headers }: HttpPage): string => headers.get('server') ?? '';

/** https://docs.min.io/community/minio-object-store/ ; its health pages are public by design, its metrics are not. */
const store = s3Store({
  id: 'minio',
  title: 'MinIO',
  verified: 'MinIO of February 2026 (7aac2a2), real server, with its console',
  is: (root) => /^MinIO(?:$|\/)/i.test(server(root)),
  second: {
    path: '/minio/v2/metrics/cluster',
    is: ({ status, text }) => status === 200 && /^# HELP minio_/m.test(text),
    what: 'its metrics',
  },
});

/** Its console, on a port of its own: the page is for anybody, what stands behind it is not. */
const consoleOfMinio = httpProduct({
  id: 'minio',
  title: 'The console of MinIO',
  verified: store.verified,
  recognise: ({ root }) => titleOf(root) === 'MinIO Console',
  proofs: [
    {
      path: '/api/v1/buckets',
      shows: ({ json }) => (hasFields(json, 'buckets', 'total') ? 'its buckets' : undefined),
    },
  ],
  grants: 'read',
});

export const minio: HttpService = eitherOf(store, consoleOfMinio);

/** https://docs.ceph.com/en/latest/radosgw/s3/ : ids of transactions as RGW makes them. */
export const cephRgw: HttpService = s3Store({
  id: 'ceph-rgw',
  title: 'Ceph RADOS gateway',
  verified: 'recorded answers; never seen for real',
  is: ({ headers }) =>
    /^tx[\da-f]{21}-[\da-f]{10}-[\da-f]+-/.test(headers.get('x-amz-request-id') ?? ''),
});

/** https://cloud.google.com/storage/docs/xml-api/overview */
export const googleCloudStorage: HttpService = s3Store({
  id: 'gcs',
  title: 'Google Cloud Storage',
  verified: 'recorded answers; never seen for real',
  is: ({ headers }) => headers.has('x-guploader-uploadid'),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html */
export const s3: HttpService = s3Store({
  id: 's3',
  title: 'S3 and compatible stores',
  verified:
    'rclone 1.75.2 (serve s3), real server; moto 5.2.5, emulator; Amazon’s own, recorded answers',
  is: (root) => root.headers.has('x-amz-request-id') || saysSo(root),
});

/** Emulators and gateways that number no request: by the namespace of a list, or the words of a refusal. */
function saysSo(root: HttpPage): boolean {
  const code = errorCode(root);
  if (code === 'UnsupportedAlgorithm') return true;
  if (isRefusal(code)) return /<(?:RequestId|HostId)>/.test(root.text);
  return (bucketsIn(root) ?? objectsIn(root)) !== undefined && NAMESPACE.test(root.text);
}

const NAMESPACE = /<\w+ xmlns="http:\/\/s3\.amazonaws\.com\/doc\/2006-03-01\/"/;
