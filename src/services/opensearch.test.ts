import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { fakeHttp, json, type FakeAnswer } from '../../test/fakes/http.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

looksAtRealServers('opensearch', {
  open: {
    product: 'opensearch',
    protocol: 'http',
    access: 'open',
    version: '2.19.4',
    grants: 'admin',
    authMethods: ['none'],
    plaintext: true,
    stableId: expect.stringMatching(/^[\w-]{22}$/) as string,
    control: [
      expect.objectContaining({ answered: 'HTTP 404, index_not_found_exception' }) as never,
    ],
  },
  password: { product: 'opensearch', access: 'protected', authMethods: ['basic'], plaintext: true },
  anonymous: { product: 'opensearch', access: 'partial', version: '2.19.4', grants: 'metadata' },
  tls: { product: 'opensearch', access: 'protected', authMethods: ['basic'], plaintext: false },
});

describe('OpenSearch with its security plugin, and as a managed service', () => {
  const look = async (answer: FakeAnswer) => {
    await using fake = await fakeHttp(() => answer);
    const asked = await ask(fake);
    expect(asked).toMatchObject({ product: 'opensearch', undeclared: 0 });
    return asked;
  };

  it('asks for credentials in its own realm', async () => {
    const refusal = {
      status: 401,
      headers: {
        'WWW-Authenticate': 'Basic realm="OpenSearch Security"',
        'Content-Type': 'text/plain',
      },
      body: 'Unauthorized',
    };
    expect(await look(refusal)).toMatchObject({ access: 'protected', authMethods: ['basic'] });
  });

  it('before its plugin is initialised gives no verdict, and says so', async () => {
    const asked = await look({
      status: 503,
      headers: { 'Content-Type': 'text/plain' },
      body: 'OpenSearch Security not initialized.',
    });
    expect(asked.access).toBe('unknown');
    expect(asked.reason).toContain('not initialised');
  });

  it('on AWS refuses who did not sign', async () => {
    const message =
      'User: anonymous is not authorized to perform: es:ESHttpGet because no resource-based policy allows the es:ESHttpGet action';
    expect(await look(json({ Message: message }, 403))).toMatchObject({ access: 'protected' });
  });
});
