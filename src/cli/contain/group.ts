/** The security group that `contain plan` was told of, by way of the door of egress. */
import { EgressError } from '../../egress/permit.ts';
import { AskError } from '../../incident/ask/asker.ts';
import { opens } from '../../incident/contain/group-rules.ts';
import type { Settings } from '../../incident/contain/recipe.ts';
import { UsageError } from '../../model/errors.ts';
import { GroupPlace, type SecurityGroup } from '../../model/security-group.ts';
import { say } from '../terminal.ts';

export interface GroupOptions {
  readonly awsGroup?: string;
  readonly awsRegion?: string;
  readonly awsEndpoint?: string;
}

/** What egress could not do is for the operator, like what the store refused. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof EgressError) throw new AskError(error.message, { cause: error });
    throw error;
  }
}

export async function openGroup(place: GroupPlace): Promise<SecurityGroup> {
  const { openSecurityGroup } = await import('../../egress/security-group.ts');
  const { rules, admit, revoke } = await told(openSecurityGroup(place));
  return {
    rules: async () => await told(rules()),
    admit: async (each) => await told(admit(each)),
    revoke: async (each) => await told(revoke(each)),
  };
}

/** The group and its rules that let everybody come to the port; null where no group is named. */
export async function groupFor(port: number, options: GroupOptions): Promise<Settings['group']> {
  const { awsGroup, awsRegion, awsEndpoint = null } = options;
  if (awsGroup === undefined && awsRegion === undefined && awsEndpoint === null) return null;
  const place = GroupPlace.safeParse({ id: awsGroup, region: awsRegion, endpoint: awsEndpoint });
  if (!place.success)
    throw new UsageError('a security group takes --aws-group sg-… and --aws-region NAME');
  const rules = await (await openGroup(place.data)).rules();
  const open = rules
    .filter((rule) => opens(rule, port))
    .map(({ protocol, from, to, network }) => ({ protocol, from, to, network }));
  if (open.length > 0) return { ...place.data, open };
  say(`No rule of ${place.data.id} lets everybody come to port ${port}: of it no plan is made.`);
  return null;
}
