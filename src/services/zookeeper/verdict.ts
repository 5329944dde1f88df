/** What a ZooKeeper's answers mean. */
import type { Control } from '../../model/access.ts';
import {
  ZOOKEEPER_ERROR,
  ZOOKEEPER_RIGHT,
  type ZookeeperReply,
} from '../../protocols/zookeeper.ts';
import { look, type Look } from '../service.ts';

export interface Answers {
  /** How many children the root has. */
  readonly children: ZookeeperReply<number> | undefined;
  /** What everybody may do with the root. */
  readonly acl: ZookeeperReply<number> | undefined;
  /** The children of a node that does not exist. */
  readonly control: ZookeeperReply<number> | undefined;
}

const WORDS: ReadonlyMap<number, string> = new Map([
  [ZOOKEEPER_ERROR.noNode, 'NoNode'],
  [ZOOKEEPER_ERROR.noAuth, 'NoAuth'],
  [ZOOKEEPER_ERROR.authFailed, 'AuthFailed'],
  [ZOOKEEPER_ERROR.wantsSasl, 'SessionClosedRequireSaslAuth'],
]);

function wordFor(reply: ZookeeperReply<number> | undefined): string {
  if (!reply) return 'hung up';
  return reply.error === ZOOKEEPER_ERROR.ok
    ? 'a list'
    : `error ${WORDS.get(reply.error) ?? reply.error}`;
}

export function judge(
  named: Omit<Partial<Look>, 'access' | 'reason'>,
  { children, acl, control }: Answers,
): Look {
  const facts = {
    ...named,
    proof: [
      { asked: 'connect', answered: 'a session' },
      { asked: 'getChildren /', answered: wordFor(children) },
    ],
    control:
      control === undefined
        ? []
        : [{ asked: 'getChildren of a node that does not exist', answered: wordFor(control) }],
  } as const;
  if (control?.error === ZOOKEEPER_ERROR.ok)
    return look({
      ...facts,
      product: null,
      access: 'decoy',
      reason: 'It lists the children of a node that does not exist.',
    });
  if (children?.error === ZOOKEEPER_ERROR.ok && control?.error === ZOOKEEPER_ERROR.noNode)
    return look({
      ...facts,
      access: 'open',
      grants: grantsOf(acl),
      authMethods: ['none'],
      reason: 'It lists the nodes below / to a client that never logged in.',
    });
  return refused(facts, children);
}

function refused(
  facts: Omit<Partial<Look>, 'access' | 'reason'>,
  children: ZookeeperReply<number> | undefined,
): Look {
  const error = children?.error;
  if (error === ZOOKEEPER_ERROR.noAuth)
    return look({
      ...facts,
      access: 'protected',
      authMethods: ['other'],
      reason:
        'The ACL of / lists its nodes to nobody without a log-in (NoAuth); each node below has an ACL of its own, which was not asked for.',
    });
  if (error === ZOOKEEPER_ERROR.wantsSasl || error === ZOOKEEPER_ERROR.authFailed)
    return look({
      ...facts,
      access: 'protected',
      authMethods: ['other'],
      reason: 'It closes the session of a client that does not log in.',
    });
  return look({
    ...facts,
    access: 'unknown',
    reason: `It granted a session, and did not list the nodes below /: ${wordFor(children)}.`,
  });
}

function grantsOf(acl: ZookeeperReply<number> | undefined): Control {
  const { write, create, delete: remove, admin } = ZOOKEEPER_RIGHT;
  return ((acl?.value ?? 0) & (write | create | remove | admin)) === 0 ? 'read' : 'read-write';
}
