import { createHash, createHmac } from 'node:crypto';

/** The region of stores that have none. */
const REGION = 'us-east-1';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyed = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

export interface Signed {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** `name=value`, encoded and sorted. */
  readonly query?: string;
  readonly body?: string;
  readonly user: string;
  readonly password: string;
}

/** Headers of one signed S3 request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function signed(request: Signed, now: Date = new Date()): Record<string, string> {
  const { method, host, path, query = '', body = '', user, password } = request;
  const time = now.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${REGION}/s3/aws4_request`;
  const content = hash(body);
  const names = 'host;x-amz-content-sha256;x-amz-date';
  const canonical = [
    method,
    path,
    query,
    `host:${host}\nx-amz-content-sha256:${content}\nx-amz-date:${time}\n`,
    names,
    content,
  ].join('\n');
  const key = scope.split('/').reduce<Buffer | string>(keyed, `AWS4${password}`);
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash(canonical)}`;
  const signature = keyed(key, text).toString('hex');
  return {
    Host: host,
    'x-amz-content-sha256': content,
    'x-amz-date': time,
    Authorization: `AWS4-HMAC-SHA256 Credential=${user}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
