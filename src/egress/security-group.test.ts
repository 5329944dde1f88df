/** The door to AWS, on this machine: a receiver that answers what AWS documents, and what it never should. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mayAsk, openSecurityGroup } from './security-group.ts';

const ID = 'sg-0123456789abcdef0';
const SECRET = 'not-a-secret-of-anybody';
const real = { id: ID, region: 'eu-central-1', endpoint: null };

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
const answerOf = (permissions: string): string =>
  `<DescribeSecurityGroupsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>1</requestId><securityGroupInfo><item><groupId>${ID}</groupId><ipPermissions>${permissions}</ipPermissions></item></securityGroupInfo></DescribeSecurityGroupsResponse>`;

const onePermission = (network: string): string =>
  `<item><ipProtocol>tcp</ipProtocol><fromPort>6379</fromPort><toPort>6379</toPort><ipRanges><item><cidrIp>${network}</cidrIp><description>old</description></item></ipRanges></item>`;

let server: Server;
let answer: { status: number; body: string; headers?: Record<string, string> };
const asked: IncomingMessage[] = [];

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'nobody');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
  asked.length = 0;
  server = createServer((request, response) => {
    asked.push(request);
    request.resume();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});

afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
});

const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const rules = async () => await (await openSecurityGroup({ ...real, endpoint: origin() })).rules();

describe('the door to a security group', () => {
  it('reads what AWS documents, signed with a key that it does not send', async () => {
    answer = { status: 200, body: answerOf(onePermission('0.0.0.0/0')) };
    expect(await rules()).toEqual([
      { protocol: 'tcp', from: 6379, to: 6379, network: '0.0.0.0/0', description: 'old' },
    ]);
    const sent = JSON.stringify(asked.map(({ headers }) => headers));
    expect(sent).toContain('/eu-central-1/ec2/aws4_request');
    expect(sent).not.toContain(SECRET);
  });

  it('goes to the region alone, and to an emulator only on this machine', async () => {
    const may = (url: string): boolean => mayAsk(new URL(url), real);
    expect(may('https://ec2.eu-central-1.amazonaws.com/')).toBe(true);
    expect(may('https://sts.eu-central-1.amazonaws.com/')).toBe(true);
    for (const url of [
      'http://ec2.eu-central-1.amazonaws.com/',
      'https://ec2.us-east-1.amazonaws.com/',
      'https://ec2.eu-central-1.amazonaws.com.example/',
      'https://s3.eu-central-1.amazonaws.com/',
      'https://ec2.eu-central-1.amazonaws.com:8443/',
      origin(),
    ])
      expect(may(url), url).toBe(false);
    for (const endpoint of ['http://192.0.2.7:5000', 'http://localhost:5000', 'nowhere'])
      await expect(openSecurityGroup({ ...real, endpoint })).rejects.toThrow('loopback');
  });

  it('does not follow the environment elsewhere', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', origin());
    const group = await openSecurityGroup(real);
    await expect(group.rules()).rejects.toThrow('not allowed');
    expect(asked).toEqual([]);
  });

  it.each([
    ['a redirect', { status: 302, body: '', headers: { Location: 'http://192.0.2.7/' } }],
    [
      'an error with names',
      {
        status: 403,
        body: '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>account 123 of Ann</Message></Error></Errors></Response>',
      },
    ],
    ['no XML', { status: 200, body: '{' }],
    ['nothing', { status: 200, body: '' }],
    ['a network that is none', { status: 200, body: answerOf(onePermission('everywhere')) }],
    [
      'more than it may',
      { status: 200, body: answerOf(onePermission('10.0.0.0/8').repeat(10_000)) },
    ],
  ])('says no more than what went wrong: %s', async (_name, bad) => {
    answer = bad;
    const error: unknown = await rules().catch((each: unknown) => each);
    expect(error).toMatchObject({ name: 'EgressError' });
    expect(String(error)).not.toMatch(/Ann|123|everywhere|192\.0/);
  });
});
