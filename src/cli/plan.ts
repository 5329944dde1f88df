/** `audit --plan`: what would be asked, with which requests and for how long; nothing is sent, names are not looked up. */
import { services } from '../services/index.ts';
import type { AuditOptions } from './audit-options.ts';
import type { Wanted } from './audit-scope.ts';
import { print } from './outputs.ts';
import { EXIT } from './exit.ts';

export async function printPlan(wanted: Wanted, options: AuditOptions): Promise<number> {
  const lines = [
    ...targetLines(wanted),
    '',
    ...costLines(wanted, options),
    '',
    'Requests that may be sent, by product:',
  ];
  const deep = options.inventory !== 'none';
  for (const { id, sends, lists = [] } of services)
    lines.push(`  ${id}: ${[...sends, ...(deep ? lists : [])].join(' · ')}`);
  lines.push('', 'Nothing was sent, and no name was looked up.');
  await print(`${lines.join('\n')}\n`);
  return EXIT.clean;
}

function targetLines({ targets, listeners, scope }: Wanted): string[] {
  if (targets.length === 0) {
    return [
      `Listeners of this machine (${listeners.length}):`,
      ...listeners.map(
        ({ boundTo, port, ask }) =>
          `  ${boundTo}:${port}, asked at ${ask.join(' and ') || 'nothing: --own-addresses asks it'}`,
      ),
    ];
  }
  return [
    'Targets:',
    ...targets.map((target) => `  ${target.text}${note(scope.refusesTarget(target))}`),
  ];
}

function note(refusal: string | undefined): string {
  return refusal === undefined ? '' : `: refused, ${refusal}`;
}

function costLines({ endpoints }: Wanted, { rate, perHost, timeout }: AuditOptions): string[] {
  const seconds = Number.isFinite(rate) ? Math.ceil(endpoints / rate) : 0;
  const pace = Number.isFinite(rate)
    ? `${rate} new connections a second, ${perHost} endpoints of one host at a time`
    : 'as fast as it goes';
  return [
    `Endpoints: ${endpoints.toLocaleString('en')} at most.`,
    `Pace: ${pace}; loopback is exempt.`,
    `Time: about ${Math.max(1, seconds)} s if most ports are closed; an open one takes up to ${Math.ceil(timeout / 1000) * 2} s more, many at once.`,
  ];
}
