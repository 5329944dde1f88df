/** A security group of an emulator: planned from its rules, shut, stopped half-way, and put back as it was. */
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  EC2Client,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { meansFor, planOf } from '../../../test/containing.ts';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import { groupFor, openGroup } from '../../cli/contain/group.ts';
import type { GroupPlace, SecurityGroup } from '../../model/security-group.ts';
import { applyPlan, planStatus, undoPlan } from './apply.ts';

const PORT = 6379;
const REGION = 'eu-central-1';
const everybody = (words = {}) => ({ IpRanges: [{ CidrIp: '0.0.0.0/0', ...words }] });
const RULES: IpPermission[] = [
  { IpProtocol: 'tcp', FromPort: PORT, ToPort: PORT, ...everybody({ Description: 'for Ann' }) },
  { IpProtocol: 'tcp', FromPort: 6000, ToPort: 7000, Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
  { IpProtocol: '-1', ...everybody({ Description: 'all' }) },
  { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, ...everybody() },
  { IpProtocol: 'tcp', FromPort: PORT, ToPort: PORT, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
];
const OPEN = 3;

async function makeGroup(endpoint: string) {
  const owner = new EC2Client({ region: REGION, endpoint });
  const made = await owner.send(
    new CreateSecurityGroupCommand({ GroupName: 'store', Description: 'before a store' }),
  );
  const GroupId = made.GroupId ?? '';
  const admit = async (IpPermissions: IpPermission[]) => {
    await owner.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  };
  await admit(RULES);
  return { id: GroupId, admit };
}

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'lab');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'lab');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** One in which a request of ours does not come through, as after a crash before it. */
const without =
  (broken: 'admit' | 'revoke') =>
  async (place: GroupPlace): Promise<SecurityGroup> => ({
    ...(await openGroup(place)),
    [broken]: async () => {
      throw new Error('the power is gone');
    },
  });

withServers('moto')('shutting a security group', () => {
  it('shuts the port alone, goes on where it stopped, and puts back what was there', async () => {
    await using server = await startServer('moto', 'open');
    const endpoint = `http://${server.address}:${server.port}`;
    const made = await makeGroup(endpoint);
    const options = { awsGroup: made.id, awsRegion: REGION, awsEndpoint: endpoint };
    const group = await groupFor(PORT, options);
    expect(group?.open).toHaveLength(OPEN);
    const { rules } = await openGroup({ id: made.id, region: REGION, endpoint });
    const listed = async () =>
      (await rules()).map((rule) => JSON.stringify(rule)).toSorted((a, b) => a.localeCompare(b));
    const before = await listed();
    expect(before).toHaveLength(RULES.length);

    using folder = caseOn();
    const { found } = folder;
    const access = ownerOf({ product: 'redis', address: '192.0.2.7', port: PORT });
    const wish = { group, allow: ['198.51.100.9', '2001:db8::/32'] };
    const { id, steps } = planOf(found, access, 'aws-security-group', wish);
    expect(steps[0]?.command.filter((each) => each.includes('revoke-'))).toHaveLength(OPEN);
    const approval = { approve: id, by: 'Ann', withoutSnapshot: 'a test' };
    const means = meansFor(access, { openGroup });
    const state = async () => await planStatus(found.folder, id, means);
    expect(await state()).toMatchObject({ door: 'old' });

    for (const broken of ['admit', 'revoke'] as const) {
      const crash = meansFor(access, { openGroup: without(broken) });
      await expect(applyPlan(found.folder, id, approval, crash)).rejects.toThrow('power');
      expect(await state()).toMatchObject({ door: 'old', stoppedAt: 'close-group' });
    }
    // Half done, and back: what was admitted goes again.
    expect(await listed()).not.toEqual(before);
    await undoPlan(found.folder, id, means);
    expect(await listed()).toEqual(before);

    for (let time = 0; time < 2; time += 1) await applyPlan(found.folder, id, approval, means);
    expect(await state()).toMatchObject({ door: 'new', stoppedAt: null });
    const after = (await rules()).map(({ protocol, from, to, network }) =>
      [protocol, from, to, network].join(' '),
    );
    expect(after.toSorted((a, b) => a.localeCompare(b))).toEqual(
      [
        ...[
          'tcp 0 6378',
          'tcp 6380 65535',
          'udp 0 6378',
          'udp 6380 65535',
          'icmp -1 -1',
          'tcp 22 22',
        ].map((each) => `${each} 0.0.0.0/0`),
        ...['tcp', 'udp'].map((each) => `${each} 6379 6379 198.51.100.9/32`),
        ...['tcp 6000 6378 ::/0', 'tcp 6380 7000 ::/0', 'tcp 6379 6379 2001:db8::/32'],
        'tcp 6379 6379 10.0.0.0/8',
      ].toSorted((a, b) => a.localeCompare(b)),
    );
    await undoPlan(found.folder, id, means);
    expect(await listed()).toEqual(before);
  });

  it('does no plan of rules that are no longer those, and says what AWS refused', async () => {
    await using server = await startServer('moto', 'open');
    const endpoint = `http://${server.address}:${server.port}`;
    const made = await makeGroup(endpoint);
    const options = { awsGroup: made.id, awsRegion: REGION, awsEndpoint: endpoint };
    const group = await groupFor(PORT, options);
    await made.admit([{ IpProtocol: 'udp', FromPort: PORT, ToPort: PORT, ...everybody() }]);
    using folder = caseOn();
    const access = ownerOf({ product: 'redis', address: '192.0.2.7', port: PORT });
    const { id } = planOf(folder.found, access, 'aws-security-group', { group });
    const approval = { approve: id, by: 'Ann', withoutSnapshot: 'a test' };
    const done = applyPlan(folder.found.folder, id, approval, meansFor(access, { openGroup }));
    await expect(done).rejects.toThrow('make a new plan');
    expect(await groupFor(PORT + 10_000, { ...options, awsGroup: made.id })).not.toBeNull();
    const absent = groupFor(PORT, { ...options, awsGroup: 'sg-00000000000000000' });
    await expect(absent).rejects.toThrow('AWS: InvalidGroup.NotFound');
  });
});
