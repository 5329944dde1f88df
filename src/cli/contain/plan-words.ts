/** A plan, for somebody who was woken up for it: what it does, what breaks, and how it is taken back, in that order. */
import type { Plan } from '../../incident/contain/plan.ts';
import { forTerminal } from '../../report/escape.ts';

const ONCE = 'cannot be taken back: what ended does not come back by itself';
const SECONDS_A_MINUTE = 60;

/** Only nftables lifts what it holds. */
function durationOf({ layer, seconds }: Plan): string {
  return seconds === 0 || layer !== 'nftables'
    ? 'until it is undone'
    : `it lifts itself after ${Math.round(seconds / SECONDS_A_MINUTE)} min`;
}

export function planWords(plan: Plan): string {
  const { id, title, layer, steps } = plan;
  const perStep = (of: 'application' | 'sessions' | 'evidence') =>
    steps.map((step, at) => `    ${at + 1}. ${forTerminal(step[of])}`);
  const lines = [
    `PLAN ${id}  ${title}`,
    `  layer: ${layer}; holds: ${durationOf(plan)}`,
    '',
    '  YOUR APPLICATION, step by step',
    ...perStep('application'),
    '  SESSIONS THAT ARE OPEN',
    ...perStep('sessions'),
    '  EVIDENCE',
    ...perStep('evidence'),
    '  WHAT IS RUN',
  ];
  for (const [at, { title: what, command, rollback, verification }] of steps.entries()) {
    lines.push(`    ${at + 1}. ${what}`);
    lines.push(
      ...command
        .flatMap((each) => each.split('\n'))
        .filter((each) => each.trim() !== '')
        .map((each) => `         ${forTerminal(each)}`),
    );
    lines.push(
      `       back:     ${rollback.length === 0 ? ONCE : forTerminal(rollback.join('; '))}`,
      `       verified: ${verification}`,
    );
  }
  lines.push(
    '',
    `  do it:   nightlatch contain apply ${id} --approve ${id} --by NAME`,
    `  undo it: nightlatch contain undo ${id}`,
    `  prove:   nightlatch contain verify ${id}`,
  );
  return `${lines.join('\n')}\n`;
}

/** Before the plans: which of them to take, where one does not want to read them all. */
export const INTRODUCTION =
  'Each plan stands alone, and changes nothing until it is applied. In doubt: first the firewall’s (nftables; docker-user where Docker publishes the port), which loses no evidence; then the product’s own, for good.';
