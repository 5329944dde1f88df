/** What RPC programs say of themselves: versions, a port mapper’s list, a list of exports. Pure. */
import type { Exports } from '../../protocols/rpc/results.ts';
import { PROGRAM, type RpcReply } from '../../protocols/rpc/rpc.ts';
import type { Look } from '../service.ts';
import { named, start, wordsFor, type Facts } from './facts.ts';

/** Calls to any program succeed: whatever else it says proves nothing. */
function decoy(facts: Facts): Look | undefined {
  if (facts.control.kind !== 'accepted') return undefined;
  return { ...start(facts), access: 'decoy', reason: 'It answers for a program that nobody has.' };
}

export function judgeVersions(facts: Facts, greeted: RpcReply): Look {
  const seen = {
    ...start(facts),
    ...named,
    proof: [{ asked: 'NFS 4 NULL', answered: wordsFor(greeted) }],
  };
  if (greeted.kind === 'denied')
    return {
      ...seen,
      access: 'protected',
      authMethods: ['other'],
      reason: 'It refuses the credentials of a user without a name.',
    };
  const high = greeted.kind === 'versions' ? greeted.high : 0;
  return {
    ...(decoy(facts) ?? seen),
    version: high > 0 && high < 4 ? `${high}` : null,
    reason:
      high > 0
        ? `It speaks NFS up to version ${high}, which needs a mount; none was made.`
        : 'It answers RPC, and does not serve NFS at present.',
  };
}

export function judgePrograms(
  facts: Facts,
  programs: ReadonlyMap<number, ReadonlySet<number>>,
): Look {
  const ports = [...(programs.get(PROGRAM.nfs) ?? [])];
  return (
    decoy(facts) ?? {
      ...start(facts),
      product: ports.length > 0 ? 'nfs' : null,
      protocol: 'portmap',
      proof: [{ asked: 'DUMP', answered: `${programs.size} programs` }],
      reason: `It is a port mapper, which tells anybody of ${programs.size} programs${ports.length > 0 ? `, NFS at port ${ports.join(', ')} among them` : ''}.`,
    }
  );
}

export function judgeExports(facts: Facts, { total, forEverybody }: Exports): Look {
  const seen: Look = {
    ...start(facts),
    product: 'nfs',
    protocol: 'mount',
    proof: [{ asked: 'EXPORT', answered: `${total} exports, ${forEverybody} for everybody` }],
    reason: `It names its ${total} exports to anybody, and offers none of them to everybody.`,
  };
  const trap = decoy(facts);
  if (trap || forEverybody === 0) return trap ?? seen;
  return {
    ...seen,
    access: 'partial',
    grants: 'metadata',
    authMethods: ['none'],
    reason: `It offers ${forEverybody} of its ${total} exports to every address.`,
  };
}

export function nothing(facts: Facts): Look {
  return {
    ...start(facts),
    protocol: 'rpc',
    reason: 'It speaks RPC, for a program that is not known here.',
  };
}
