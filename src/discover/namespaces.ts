import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { listPids, orNothing } from './socket-owners.ts';

export interface Namespaces {
  /** Network namespaces with a process in them, other than ours. */
  readonly others: number;
  /** Processes whose namespace this user may not see. */
  readonly hidden: number;
}

export function countNamespaces(procRoot: string): Namespaces {
  const own = namespaceOf(procRoot, 'self');
  const others = new Set<string>();
  let hidden = 0;
  for (const pid of listPids(procRoot)) {
    const namespace = namespaceOf(procRoot, String(pid));
    if (namespace === '') hidden++;
    else if (namespace !== own) others.add(namespace);
  }
  return { others: others.size, hidden };
}

function namespaceOf(procRoot: string, pid: string): string {
  return orNothing(() => readlinkSync(join(procRoot, pid, 'ns', 'net')), '');
}
