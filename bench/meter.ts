/** Loaded into the program that is measured: at its end it writes down what it took. */
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env['NIGHTLATCH_METER'];

process.on('exit', () => {
  if (file === undefined) return;
  const { user, system } = process.cpuUsage();
  writeFileSync(file, JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakMB: peakMB() }));
});

/** The kernel's own high-water mark of this program; `maxRSS` would begin with its parent's. */
function peakMB(): number {
  try {
    const line = /^VmHWM:\s+(?<kB>\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'));
    return Number(line?.groups?.['kB']) / 1000;
  } catch {
    return process.resourceUsage().maxRSS / 1000;
  }
}
