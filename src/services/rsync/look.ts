/**
 * An rsync daemon. The list of modules is public by design and proves nothing: it names modules that nobody may enter,
 * and hides others. A module answers OK once the daemon asked for all that it asks for, and changed into its folder;
 * then we hang up, before any file is named. One connection a module: that is how the protocol has it.
 * https://download.samba.org/pub/rsync/rsyncd.conf.5
 */
import {
  encodeRsyncList,
  encodeRsyncModule,
  isRsyncModule,
  parseRsyncAnswer,
  parseRsyncGreeting,
  parseRsyncModules,
  type RsyncAnswer,
  type RsyncGreeting,
} from '../../protocols/rsync.ts';
import { untrusted } from '../../model/untrusted.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { look, type Look, type Opening } from '../service.ts';
import { rsync } from './header.ts';
import { judgeRsync, type Entered } from './verdict.ts';

export async function lookAtRsync(dialogue: Dialogue, { line, question }: Opening): Promise<Look> {
  const first = question === 'wait' ? line : await again(dialogue, line);
  first.narrow(rsync);
  const greeting = await first.read(parseRsyncGreeting);
  const listed = await first.ask('rsync', encodeRsyncList(), parseRsyncModules);
  first.close();
  const facts = factsOf(first, greeting);
  if (listed.kind !== 'modules') return judgeRsync(facts, { list: listed, entered: [] });

  const enter = (name: string): Promise<RsyncAnswer> => knock(dialogue, first.encrypted, name);
  const entered: Entered[] = [];
  for (const name of listed.names.filter(isRsyncModule)) {
    // The last connection is for the control.
    if (dialogue.connectionsLeft <= 1) break;
    entered.push({ name, answer: await enter(name) });
  }
  const control = entered.length > 0 ? await enter(dialogue.nonce()) : undefined;
  return judgeRsync(facts, { list: listed, entered, control });
}

/** What was said on this line was no rsync client's word. */
async function again(dialogue: Dialogue, line: Line): Promise<Line> {
  line.close();
  return dialogue.open({ tls: line.encrypted });
}

async function knock(dialogue: Dialogue, tls: boolean, name: string): Promise<RsyncAnswer> {
  const line = await dialogue.open({ tls });
  try {
    await line.read(parseRsyncGreeting);
    return await line.ask('rsync', encodeRsyncModule(name), parseRsyncAnswer);
  } finally {
    line.close();
  }
}

function factsOf(line: Line, { version, digests }: RsyncGreeting): Look {
  return look({
    product: 'rsync',
    protocol: 'rsync',
    access: 'unknown',
    reason: '',
    plaintext: line.encrypted ? null : true,
    says: {
      protocol: version,
      ...(digests.length > 0 && { digests: untrusted(digests.join(' ')) }),
    },
  });
}
