/** The conversation with a ZooKeeper: its word, and then a session on a line of its own. */
import { untrustedVersion } from '../../model/untrusted.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import {
  encodeZookeeperConnect,
  encodeZookeeperRequests,
  parseZookeeperAcl,
  parseZookeeperChildren,
  parseZookeeperConnect,
  parseZookeeperText,
} from '../../protocols/zookeeper.ts';
import { look, type Look, type Opening } from '../service.ts';
import { judge, type Answers } from './verdict.ts';

export async function lookAtZookeeper(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const { line } = opening;
  const said = await line.read(parseZookeeperText);
  line.close();
  const facts = {
    product: 'zookeeper',
    protocol: 'zookeeper',
    plaintext: line.encrypted ? null : true,
    version: untrustedVersion(/^Zookeeper version: (\d+(?:\.\d+){1,3})/i.exec(said)?.[1]),
  } as const;
  if (said.startsWith('This ZooKeeper instance is not currently serving requests'))
    return look({
      ...facts,
      access: 'unknown',
      reason: 'It serves no requests at present: it has no quorum.',
    });
  const session = await dialogue.open({ tls: line.encrypted });
  session.send('zookeeper', encodeZookeeperConnect());
  const granted = await beforeEnd(session.read(parseZookeeperConnect));
  if (granted !== true)
    return look({
      ...facts,
      access: 'unknown',
      reason: 'It answers srvr, and grants no session.',
    });
  return judge(facts, await converse(dialogue, session));
}

/** The root's children, who may do what with them, a node that does not exist; then the session is closed. */
async function converse(dialogue: Dialogue, session: Line): Promise<Answers> {
  session.send(
    'zookeeper',
    encodeZookeeperRequests([
      { kind: 'getChildren', path: '/' },
      { kind: 'getAcl', path: '/' },
      { kind: 'getChildren', path: `/${dialogue.nonce()}` },
      { kind: 'closeSession' },
    ]),
  );
  const children = await beforeEnd(session.read(parseZookeeperChildren(1)));
  const acl = children && (await beforeEnd(session.read(parseZookeeperAcl(2))));
  const control = acl && (await beforeEnd(session.read(parseZookeeperChildren(3))));
  return { children, acl, control };
}

/** `undefined` where it hangs up, which it does right after it asked for a log-in. */
async function beforeEnd<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof WireError && (error.fault === 'closed' || error.fault === 'reset'))
      return undefined;
    throw error;
  }
}
