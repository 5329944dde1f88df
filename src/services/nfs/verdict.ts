/** What the folders of NFS 4 showed to nobody. Pure; no name of a folder or a path goes anywhere. */
import type { Exchange } from '../../model/observation.ts';
import type { RpcReply } from '../../protocols/rpc/rpc.ts';
import type { Look } from '../service.ts';
import { named, start, wordsFor, type Facts } from './facts.ts';

/** https://www.rfc-editor.org/rfc/rfc7530#section-13.1 */
const STATUS = { noEntry: 2, wrongSecurity: 10_016, grace: 10_013 } as const;

export interface Read {
  readonly depth: number;
  readonly status?: number;
  readonly entries?: number;
  readonly files?: number;
  readonly isExport?: boolean;
  /** RPC itself refused the call. */
  readonly refused?: RpcReply;
}

export function judgeFolders(
  facts: Facts,
  reads: readonly Read[],
  unknown: number | undefined,
): Look {
  const seen: Look = {
    ...start(facts),
    ...named,
    version: '4',
    proof: reads.map(exchange),
  };
  const control = [
    ...seen.control,
    { asked: 'LOOKUP of a name that does not exist', answered: `status ${unknown ?? 'unknown'}` },
  ];
  if (facts.control.kind === 'accepted' || unknown === 0)
    return { ...seen, control, access: 'decoy', reason: 'It finds a name that does not exist.' };
  return { ...seen, control, ...graded(reads) };
}

function graded(
  reads: readonly Read[],
): Pick<Look, 'access' | 'reason' | 'grants' | 'authMethods'> {
  const files = reads.find((each) => (each.files ?? 0) > 0);
  const entered = reads.find((each) => each.isExport === true && each.status === 0);
  if (files || entered)
    return {
      access: 'open',
      grants: files ? 'read' : 'metadata',
      authMethods: ['none'],
      reason: files
        ? 'It names files to the user nobody, whose number anybody can give.'
        : 'It lets the user nobody, whose number anybody can give, into an export.',
    };
  const nobody = { grants: null, authMethods: [] as const };
  if (reads.some(({ status }) => status === STATUS.wrongSecurity))
    return {
      ...nobody,
      access: 'protected',
      authMethods: ['other'],
      reason:
        'It wants another kind of credentials than a number (NFS4ERR_WRONGSEC), such as Kerberos.',
    };
  if (reads.some(({ refused }) => refused?.kind === 'denied'))
    return {
      ...nobody,
      access: 'protected',
      authMethods: ['other'],
      reason: 'It refuses the credentials of a user without a name.',
    };
  if (reads.some(({ status }) => status === STATUS.grace))
    return { ...nobody, access: 'unknown', reason: 'It has just started, and serves nobody yet.' };
  const refused = reads.find(({ status }) => status !== undefined && status !== 0)?.status;
  return {
    ...nobody,
    access: 'identified',
    reason:
      refused === undefined
        ? 'It shows the folders that lead to exports at most, and no export to this address.'
        : `It refuses the user nobody (status ${refused}); another number may be let in.`,
  };
}

function exchange({ depth, status, entries, refused }: Read): Exchange {
  const asked =
    depth === 0 ? 'READDIR of the root' : `READDIR of a folder, ${depth} below the root`;
  if (refused) return { asked, answered: wordsFor(refused) };
  return { asked, answered: `status ${status ?? 0}, ${entries ?? 0} names` };
}
