import { readFileSync } from 'node:fs';

/** Descriptors that stay for files, pipes and the runtime. */
const KEPT = 256;
/** More than this waiting together gains nothing and costs memory. */
const MOST = 4096;

/** How many connections may be under way together, from the limit that the kernel names for this process. */
export function mostTogether(): number {
  return Math.max(16, Math.min(MOST, openFileLimit() - KEPT));
}

function openFileLimit(): number {
  try {
    const line = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'));
    return line ? Number(line[1]) : 1024;
  } catch {
    return 1024; // no /proc: the usual soft limit
  }
}
