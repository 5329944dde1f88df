import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import { letsIn, tellings, type Census, type Telling } from './census.ts';
import { forTerminal } from './escape.ts';
import { holdsLine } from './inside.ts';
import { wrap } from './layout.ts';
import { occurring, type FindingSummary, type HostBlock, type ManyBlock } from './summary.ts';
import { BADGE, heading, LABEL, labelled, paragraph, type Paint } from './terminal-paint.ts';
import { count, listener, number, ownerOf, place, quoted, versionOf } from './words.ts';

export function* findingBlocks(
  brush: Paint,
  summary: FindingSummary,
  census: Census,
): Generator<string> {
  for (const block of summary.blocks) {
    if (block.kind === 'many') yield* manyBlock(brush, block);
    else yield* hostBlock(brush, block, census);
  }
}

function* hostBlock(brush: Paint, block: HostBlock, census: Census): Generator<string> {
  const names = block.names.slice(0, 3).map(quoted);
  const more = block.names.length > 3 ? [`and ${number(block.names.length - 3)} more`] : [];
  yield heading(brush, forTerminal(block.host), forTerminal([...names, ...more].join(', ')));
  for (const told of tellings(block, census)) {
    yield '\n';
    yield* oneFinding(brush, told);
  }
}

function* oneFinding(brush: Paint, { finding, look, isFirst }: Telling): Generator<string> {
  yield* title(brush, finding, titleOf(finding, look));

  const where = [place(finding.where), listener(finding.where, ownerOf(look))];
  yield* labelled(brush, BADGE, ['at', LABEL], forTerminal(where.filter(Boolean).join(', ')));
  yield* labelled(brush, BADGE, ['why', LABEL], forTerminal(finding.why));
  const proof = isFirst && look && letsIn(look) ? proofShown(look) : undefined;
  if (proof !== undefined) {
    const text = `${proof.asked} → ${proof.answered}`;
    yield* labelled(brush, BADGE, ['seen', LABEL], forTerminal(text), brush.dim);
  }
  const holds = isFirst && look ? holdsLine(look) : '';
  if (holds !== '') yield* labelled(brush, BADGE, ['data', LABEL], forTerminal(holds), brush.warn);
  yield* labelled(brush, BADGE, ['do', LABEL], forTerminal(finding.remedy), brush.good);
}

const REFUSAL = /^HTTP [45]\d\d|^-[A-Z]|\b(?:exception|error|refused|denied|code \d)/i;

/** The last and strongest; of a server that refused some requests, the last that it answered. */
function proofShown({ proof }: Observation): Observation['proof'][number] | undefined {
  return proof.findLast(({ answered }) => !REFUSAL.test(answered)) ?? proof.at(-1);
}

function* manyBlock(brush: Paint, block: ManyBlock): Generator<string> {
  const { worst, examples, bySeverity } = block;
  yield heading(brush, count(block.count, 'endpoint'), 'with the same finding');
  yield '\n';
  yield* title(brush, worst, worst.title);

  const rest = block.count - examples.length;
  const places = examples.map(place).join(', ');
  const where = rest > 0 ? `${places} and ${number(rest)} more` : places;
  yield* labelled(brush, BADGE, ['at', LABEL], forTerminal(where));
  const each = occurring(bySeverity);
  if (each.length > 1) {
    const parts = each.map(([severity, n]) => `${number(n)} ${severity}`);
    yield* labelled(brush, BADGE, ['', LABEL], parts.join(', '));
  }
  yield* labelled(brush, BADGE, ['why', LABEL], forTerminal(worst.why));
  yield* labelled(brush, BADGE, ['do', LABEL], forTerminal(worst.remedy), brush.good);
}

function* title(brush: Paint, { severity }: Finding, text: string): Generator<string> {
  const [first = '', ...others] = wrap(forTerminal(text), brush.width - BADGE);
  yield `  ${brush.badge(severity)}${brush.bold(first)}\n`;
  for (const line of others) yield* paragraph(brush, BADGE, line, brush.bold);
}

/** `ClickHouse: anonymous access (24.8.4)`. */
function titleOf(finding: Finding, look: Observation | undefined): string {
  const version = look === undefined ? '' : versionOf(look);
  return version === '' ? finding.title : `${finding.title} (${version})`;
}
