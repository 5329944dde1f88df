import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificate } from '../../lab/certificates.ts';
import { pin } from './permit.ts';
import { post } from './post.ts';

let pem: { cert: string; key: string; ca: string };
beforeAll(async () => {
  const made = await certificate('good');
  const [cert = '', key = '', ca = ''] = [made.cert, made.key, made.ca].map((file) =>
    readFileSync(file, 'utf8'),
  );
  pem = { cert, key, ca };
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function receiver(
  answer: RequestListener,
  use: (port: number) => Promise<void>,
): Promise<void> {
  const server = createSecure({ cert: pem.cert, key: pem.key }, answer);
  try {
    await use(await listening(server));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const message = { headers: { 'X-Test': '1' }, body: 'hello', allowPrivate: true };

describe('a message to a receiver', () => {
  it('goes over verified TLS and brings the answer back', async () => {
    const heard: string[] = [];
    const answer: RequestListener = (request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => heard.push(text));
      request.on('end', () => response.end('thanks'));
    };
    await receiver(answer, async (port) => {
      const url = new URL(`https://127.0.0.1:${port}/hook?a=b`);
      const receipt = await post(url, { ...message, ca: pem.ca });
      expect(receipt).toMatchObject({ status: 200, body: 'thanks' });
      expect(heard).toEqual(['hello']);
      await expect(post(url, message)).rejects.toThrow(/could not be reached/);
    });
  });

  it('follows no redirect and reads no endless answer', async () => {
    const redirect: RequestListener = (_, response) => {
      response.writeHead(302, { Location: 'https://127.0.0.1:1/' }).end();
    };
    await receiver(redirect, async (port) => {
      const url = new URL(`https://127.0.0.1:${port}/`);
      expect((await post(url, { ...message, ca: pem.ca })).status).toBe(302);
    });
    const endless: RequestListener = (_, response) => {
      // How much is taken at once differs between versions of Node.
      const more = (): void => {
        while (response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    };
    await receiver(endless, async (port) => {
      const url = new URL(`https://127.0.0.1:${port}/`);
      expect((await post(url, { ...message, ca: pem.ca })).body).toHaveLength(65_536);
    });
  });

  it('goes nowhere that the file did not allow', async () => {
    const strict = { ...message, allowPrivate: false };
    for (const url of ['https://127.0.0.1/', 'https://10.0.0.1/', 'https://[::1]/'])
      await expect(post(new URL(url), strict)).rejects.toThrow(/only the configuration file/);
    const never = ['https://169.254.169.254/', 'https://[fd00:ec2::254]/', 'https://0.0.0.0/'];
    for (const url of never) await expect(post(new URL(url), message)).rejects.toThrow(/address/);
    await expect(post(new URL('http://example.com/'), message)).rejects.toThrow(/https only/);
    await expect(post(new URL('http://10.0.0.1/'), message)).rejects.toThrow(/https only/);
    await expect(pin('localhost', { allowPrivate: false })).rejects.toThrow(/loopback/);
  });

  it('may go in clear text to this machine, where the file allows it', async () => {
    const server = createServer((_, response) => response.end('ok'));
    const port = await listening(server);
    expect((await post(new URL(`http://127.0.0.1:${port}/`), message)).body).toBe('ok');
    server.close();
  });
});
