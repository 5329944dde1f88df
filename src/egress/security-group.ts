/**
 * A security group of the owner's AWS account, by the official library, which is loaded when it is needed and may be
 * absent. All that it asks passes `post`, and goes to EC2 of the region or to what its own chain of credentials needs.
 * https://docs.aws.amazon.com/general/latest/gr/ec2-service.html
 */
import type * as Aws from '@aws-sdk/client-ec2';
import { GroupPlace, KeptRule, type SecurityGroup } from '../model/security-group.ts';
import { EgressError } from './permit.ts';
import { post } from './post.ts';

/** A group may have a thousand rules; each is some hundred bytes of XML. */
const MOST_BYTES = 1024 * 1024;
const MOST_RULES = 2000;
const TRIES = 2;

/** As the library hands it over: https://github.com/smithy-lang/smithy-typescript */
interface Asked {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>> | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function urlOf({ protocol, hostname, port, path, query = {} }: Asked): URL {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query))
    for (const each of [value].flat()) url.searchParams.append(name, each ?? '');
  return url;
}

/** EC2 and the token service of the region, and where its sign-in hands out credentials; or the emulator alone. */
export function mayAsk(url: URL, { region, endpoint }: GroupPlace): boolean {
  if (endpoint !== null) return url.origin === new URL(endpoint).origin;
  if (url.protocol !== 'https:' || url.port !== '') return false;
  const name = /^(?<service>[a-z\d.]{1,16})\.(?<region>[a-z\d-]{1,40})\.amazonaws\.com(?:\.cn)?$/;
  const { service = '', region: where } = name.exec(url.hostname)?.groups ?? {};
  if (['ec2', 'sts'].includes(service)) return where === region;
  return ['oidc', 'portal.sso'].includes(service);
}

const textOf = (body: unknown): string => {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';
};

function doorFor(place: GroupPlace): NonNullable<Aws.EC2ClientConfig['requestHandler']> {
  return {
    async handle(asked: Asked) {
      const url = urlOf(asked);
      if (!mayAsk(url, place))
        throw new EgressError('the AWS library wanted to ask a host that is not allowed');
      const { status, headers, body } = await post(url, {
        method: asked.method === 'GET' ? 'GET' : 'POST',
        headers: asked.headers,
        body: textOf(asked.body),
        allowPrivate: place.endpoint !== null,
        most: MOST_BYTES,
      });
      return { response: { statusCode: status, headers, body: Buffer.from(body, 'utf8') } };
    },
  };
}

function refuseEndpoint({ endpoint }: GroupPlace): void {
  if (endpoint === null) return;
  const hostname = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  if (!/^(?:127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
    throw new EgressError('an endpoint of one’s own is an emulator’s, on a loopback address');
}

async function load(): Promise<typeof Aws> {
  // It warns at every start below Node 22; what we stand on is for our own README to say.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  try {
    return await import('@aws-sdk/client-ec2');
  } catch (error) {
    throw new EgressError('the optional package @aws-sdk/client-ec2 is not installed', {
      cause: error,
    });
  }
}

/** Credentials come from the library's own chain, and are seen by nobody else. */
export async function openSecurityGroup(given: GroupPlace): Promise<SecurityGroup> {
  const parsed = GroupPlace.safeParse(given);
  if (!parsed.success) throw new EgressError('that is no security group, or no region');
  const place = parsed.data;
  refuseEndpoint(place);
  const aws = await load();
  const { region, id: GroupId } = place;
  const client = new aws.EC2Client({
    region,
    ...(place.endpoint !== null && { endpoint: place.endpoint }),
    maxAttempts: TRIES,
    requestHandler: doorFor(place),
  });
  return {
    rules: async () =>
      await told(async () => {
        const found = await client.send(
          new aws.DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }),
        );
        const groups = found.SecurityGroups ?? [];
        if (groups.length !== 1) throw new EgressError('AWS did not show exactly that group');
        return rulesOf(groups[0]?.IpPermissions ?? []);
      }),
    admit: async (rules) =>
      await told(async () => {
        if (rules.length === 0) return;
        const IpPermissions = rules.map(permissionOf);
        await client.send(new aws.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      }),
    revoke: async (rules) =>
      await told(async () => {
        if (rules.length === 0) return;
        const IpPermissions = rules.map((rule) => permissionOf({ ...rule, description: null }));
        await client.send(new aws.RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      }),
  };
}

function rulesOf(permissions: readonly Aws.IpPermission[]): KeptRule[] {
  const rules = permissions.flatMap(({ IpProtocol, FromPort, ToPort, IpRanges, Ipv6Ranges }) => {
    const protocol = IpProtocol ?? '';
    const hasPorts = protocol !== '-1';
    const ports = {
      from: hasPorts ? (FromPort ?? null) : null,
      to: hasPorts ? (ToPort ?? null) : null,
    };
    const ranges = [
      ...(IpRanges ?? []).map(({ CidrIp, Description }) => ({ network: CidrIp, Description })),
      ...(Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) => ({
        network: CidrIpv6,
        Description,
      })),
    ];
    return ranges.map(({ network, Description }) =>
      KeptRule.safeParse({ protocol, ...ports, network, description: Description ?? null }),
    );
  });
  if (rules.length > MOST_RULES || rules.some(({ success }) => !success))
    throw new EgressError('what AWS says of the group is not as it must be');
  return rules.flatMap(({ data }) => data ?? []);
}

function permissionOf({ protocol, from, to, network, description }: KeptRule): Aws.IpPermission {
  const words = description === null || description === '' ? {} : { Description: description };
  return {
    IpProtocol: protocol,
    ...(from !== null && to !== null && { FromPort: from, ToPort: to }),
    ...(network.includes(':')
      ? { Ipv6Ranges: [{ CidrIpv6: network, ...words }] }
      : { IpRanges: [{ CidrIp: network, ...words }] }),
  };
}

/** The name of what went wrong, and none of its words: they may hold names of the account. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EgressError) throw error;
    const name = error instanceof Error && /^[\w.]{1,80}$/.test(error.name) ? error.name : 'error';
    throw new EgressError(`AWS: ${name}`);
  }
}
