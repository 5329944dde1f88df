/** What stands between containment and the firewall of a cloud account: a security group and its rules. */
import { z } from 'zod';

export const GroupPlace = z.object({
  id: z.string().regex(/^sg-[0-9a-f]{8,32}$/),
  region: z.string().regex(/^[a-z]{2,4}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/),
  /** An emulator on this machine, in the place of AWS. */
  endpoint: z.string().nullable(),
});
export type GroupPlace = z.infer<typeof GroupPlace>;

const MOST_PORT = 65_535;

/**
 * One way in: a protocol, ports, and one network. Rules whose source is a group or a prefix list are none of these.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export const GroupRule = z.object({
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for all of them. */
  protocol: z.string().regex(/^(?:tcp|udp|icmp|icmpv6|-1|\d{1,3})$/),
  /** Ports, or type and code of ICMP; null with the protocol `-1`. */
  from: z.int().min(-1).max(MOST_PORT).nullable(),
  to: z.int().min(-1).max(MOST_PORT).nullable(),
  network: z.string().regex(/^[\da-fA-F.:]{2,45}\/\d{1,3}$/),
});
export type GroupRule = z.infer<typeof GroupRule>;

/** As the account has it; the description is its owner's. */
export const KeptRule = GroupRule.extend({ description: z.string().max(255).nullable() });
export type KeptRule = z.infer<typeof KeptRule>;

export interface SecurityGroup {
  /** Rules of ingress that name a network. */
  rules: () => Promise<KeptRule[]>;
  admit: (rules: readonly KeptRule[]) => Promise<void>;
  revoke: (rules: readonly GroupRule[]) => Promise<void>;
}
