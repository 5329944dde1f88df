/**
 * The firewall before an instance of EC2. A rule that lets everybody come to the store's port is revoked; what else it
 * lets come is admitted by rules of its own first, so that at no moment another port is shut.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
 */
import { z } from 'zod';
import { KeptRule, type GroupRule } from '../../model/security-group.ts';
import { keyOf, opens, restOfAll, without } from './group-rules.ts';
import {
  applicationOf,
  list,
  type Context,
  type Recipe,
  type Settings,
  type Step,
} from './recipe.ts';

type Group = NonNullable<Settings['group']>;

const DESCRIPTION = 'nightlatch';

function wordsOf(verb: 'authorize' | 'revoke', { id, region }: Group, rule: GroupRule): string {
  const { protocol, from, to, network } = rule;
  const ranges = network.includes(':')
    ? `Ipv6Ranges=[{CidrIpv6=${network}}]`
    : `IpRanges=[{CidrIp=${network}}]`;
  const ports = from === null ? '' : `FromPort=${from},ToPort=${to},`;
  return `aws ec2 ${verb}-security-group-ingress --region ${region} --group-id ${id} --ip-permissions IpProtocol=${protocol},${ports}${ranges}`;
}

/** What the plan leaves when it is done. */
function change(port: number, settings: Settings, group: Group) {
  const rest = restOfAll(group.open, port, settings.allow);
  return { open: group.open, rest: without(rest, group.open) };
}

const openAt = async (port: number, context: Context): Promise<KeptRule[]> =>
  (await (await context.group()).rules()).filter((rule) => opens(rule, port));

const parse = (saved: string): KeptRule[] => z.array(KeptRule).parse(JSON.parse(saved));

function block(port: number, settings: Settings, group: Group): Step {
  const { open, rest } = change(port, settings, group);
  const inWords = (verb: 'authorize' | 'revoke', rules: readonly GroupRule[]) =>
    rules.map((rule) => wordsOf(verb, group, rule));
  const isWhole = open.some(({ protocol }) => protocol === '-1');
  const lost = isWhole ? '; protocols other than TCP, UDP and ICMP are shut as well' : '';
  return {
    id: 'close-group',
    shuts: true,
    title: `revoke the rules of ${group.id} that let everybody come to port ${port}`,
    command: [...inWords('authorize', rest), ...inWords('revoke', open)],
    evidence:
      'none is lost: the store runs on, its memory and logs stay; flow logs say REJECT from here on, and CloudTrail keeps the change',
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html
    sessions:
      'count on none of them ending: a group is stateful, and a tracked session goes on until it has been idle for its time-out (of TCP 5 days; 350 s on Nitro v6 instances). Only one that was not tracked, as where egress is open to everybody too, is cut at once. What ends them: the product’s own plan, ss -K on the host (the plan nftables), or a network ACL of the subnet, which keeps no state',
    application: `${applicationOf({ ...settings, seconds: 0 }, 'networks and groups that other rules name and')}${lost}`,
    rollback: [...inWords('authorize', open), ...inWords('revoke', rest)],
    verification:
      'a connection from the vantage that was exposed finds no answer, on IPv4 and on IPv6; another group of the same interface may still let it in, and only that look tells',
    async isDone(context) {
      const now = await (await context.group()).rules();
      return !now.some((rule) => opens(rule, port)) && without(rest, now).length === 0;
    },
    save: async ({ group: reach }) => ({ rules: JSON.stringify(await (await reach()).rules()) }),
    async apply(context) {
      const reached = await context.group();
      const now = await reached.rules();
      const keptAs = new Set(open.map(keyOf));
      const missing = without(rest, now);
      await reached.admit(missing.map((rule) => ({ ...rule, description: DESCRIPTION })));
      await reached.revoke(now.filter((rule) => keptAs.has(keyOf(rule))));
    },
    async undo(context, saved) {
      const reached = await context.group();
      const before = parse(list(saved['rules']).join(''));
      const now = await reached.rules();
      await reached.admit(
        without(
          before.filter((rule) => opens(rule, port)),
          now,
        ),
      );
      const added = without(rest, before).map(keyOf);
      await reached.revoke(now.filter((rule) => added.includes(keyOf(rule))));
      return 'AWS gives rules that are put back new ids; tags of the old ones are gone';
    },
  };
}

async function lacks(port: number, context: Context): Promise<string | undefined> {
  const planned = context.plan.group?.open ?? [];
  const now = await openAt(port, context);
  if (now.length === 0) return `the group lets not everybody come to port ${port}`;
  return now.length === planned.length && without(now, planned).length === 0
    ? undefined
    : 'the rules of the group are not those that the plan was made of: make a new plan';
}

export const awsSecurityGroup: Recipe = {
  name: 'aws-security-group',
  layer: 'aws-security-group',
  title: 'The security group before the store lets only the networks named come',
  makesPassword: false,
  precheck: async (context) => await lacks(context.access.port, context),
  steps: ({ port }, settings) =>
    settings.group === null ? [] : [block(port, settings, settings.group)],
};
