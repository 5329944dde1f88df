/** What this process holds in memory is not to lie on a disk after a crash. */
import { writeFileSync } from 'node:fs';

export function forbidDumps(): void {
  try {
    // No kind of memory goes into a core file: https://man7.org/linux/man-pages/man5/core.5.html
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // Another system; its unit file says the same (LimitCORE=0).
  }
  const { report } = process;
  report.reportOnFatalError = false;
  report.reportOnSignal = false;
  report.reportOnUncaughtException = false;
}
