import picocolors from 'picocolors';
import type { Severity } from '../model/verdict.ts';
import { clip, columns, padded, wrap } from './layout.ts';

type Style = (text: string) => string;

/** What the terminal report is drawn with. Lines are broken first and coloured after, so colour costs no columns. */
export interface Paint {
  readonly width: number;
  readonly bold: Style;
  readonly dim: Style;
  readonly good: Style;
  readonly warn: Style;
  readonly badge: (severity: Severity) => string;
  readonly tint: (severity: Severity, text: string) => string;
}

const NARROWEST = 80;
const WIDEST = 120;

/** Columns of a badge with its margin, where findings' texts begin. */
export const BADGE = 13;

export function paint(options: { readonly color: boolean; readonly width: number }): Paint {
  const colors = picocolors.createColors(options.color);
  const tints: Readonly<Record<Severity, Style>> = {
    critical: colors.magenta,
    high: colors.red,
    medium: colors.yellow,
    low: colors.cyan,
    info: colors.blue,
  };
  const tint = (severity: Severity, text: string) => tints[severity](text);
  const badge = (severity: Severity) => {
    const word = ` ${severity.toUpperCase()} `;
    const filled = severity === 'critical' || severity === 'high';
    const shown = filled ? colors.inverse(colors.bold(word)) : colors.bold(word);
    return tint(severity, shown) + ' '.repeat(BADGE - 2 - columns(word));
  };

  return {
    width: Math.min(WIDEST, Math.max(NARROWEST, Math.floor(options.width) || NARROWEST)),
    bold: colors.bold,
    dim: colors.dim,
    good: colors.green,
    warn: colors.yellow,
    badge,
    tint,
  };
}

const plain: Style = (text) => text;

/** A paragraph of escaped text, indented and broken at the width. */
export function* paragraph(
  { width }: Paint,
  indent: number,
  text: string,
  style: Style = plain,
): Generator<string> {
  for (const line of wrap(text, width - indent)) yield `${' '.repeat(indent)}${style(line)}\n`;
}

/** Columns of the short labels beside a finding. */
export const LABEL = 5;

/** A paragraph with a label in front of its first line, as `do   Set a password.` */
export function* labelled(
  brush: Paint,
  indent: number,
  [label, width]: readonly [label: string, width: number],
  text: string,
  style: Style = plain,
): Generator<string> {
  let lead = `${' '.repeat(indent)}${brush.dim(padded(label, width))}`;
  for (const line of wrap(text, brush.width - indent - width)) {
    yield `${lead}${style(line)}\n`;
    lead = ' '.repeat(indent + width);
  }
}

/** A heading with a rule to the right edge. */
export function heading({ width, bold, dim }: Paint, text: string, aside = ''): string {
  const title = clip(text, width - 4);
  const beside = aside === '' ? '' : clip(`  ${aside}`, width - 4 - columns(title));
  const line = '─'.repeat(width - columns(title) - columns(beside) - 1);
  return `\n${bold(title)}${dim(beside)} ${dim(line)}\n`;
}
