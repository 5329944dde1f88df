import { CLASS_WORDS } from '../catalogue/data-classes.ts';
import type { Amount, AtRest, ClassHit, Inventory, InventoryItem } from '../model/inventory.ts';
import type { Observation } from '../model/observation.ts';
import { count, number } from './words.ts';

/** What stands inside a store, as plain text for every format to escape. Names are the server's, made patterns before. */

function amount({ value, how }: Amount, one: string, many = `${one}s`): string {
  if (value === null) return '';
  const text = count(value, one, many);
  return how === 'estimated' ? `about ${text}` : text;
}

function size({ value, how }: Amount): string {
  if (value === null) return '';
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  const shown = power === 0 ? number(value) : (value / 1000 ** power).toPrecision(3);
  return `${how === 'estimated' ? 'about ' : ''}${shown} ${units[power] ?? ''}`;
}

/** `email in user.email (19 of 20)`; where only names were seen, that is said. */
function hitWords({ kind, field, matched, sampled }: ClassHit): string {
  const seen =
    sampled === 0 || matched === 0 ? 'by its name' : `${number(matched)} of ${number(sampled)}`;
  return `${kind} in ${field} (${seen})`;
}

const HITS_SHOWN = 4;

/** `chat logs: openai in messages (19 of 20)`, a class at a time. */
function classWords(classes: readonly ClassHit[]): string[] {
  const seen = [...new Set(classes.map((hit) => hit.class))];
  return seen.map((of) => {
    const hits = classes.filter((hit) => hit.class === of);
    const rest = hits.length - HITS_SHOWN;
    const more = rest > 0 ? `, ${number(rest)} more` : '';
    return `${CLASS_WORDS[of]}: ${hits.slice(0, HITS_SHOWN).map(hitWords).join(', ')}${more}`;
  });
}

export function itemLine({ kind, name, rows, bytes, people, classes }: InventoryItem): string {
  const sizes = [amount(rows, 'row'), size(bytes), amount(people, 'person', 'people')].filter(
    Boolean,
  );
  const about = sizes.length > 0 ? ` (${sizes.join(', ')})` : '';
  const holds = classWords(classes);
  return `${kind} ${name}${about}${holds.length > 0 ? `: ${holds.join('; ')}` : ''}`;
}

/** Those that hold something first, the largest of them before. */
function byWeight(a: InventoryItem, b: InventoryItem): number {
  return (
    Number(b.classes.length > 0) - Number(a.classes.length > 0) ||
    (b.rows.value ?? 0) - (a.rows.value ?? 0)
  );
}

export function itemLines({ items, complete, notReached }: Inventory, shown: number): string[] {
  const first = items.toSorted(byWeight).slice(0, shown).map(itemLine);
  const rest = items.length - first.length;
  return [
    ...first,
    ...(rest > 0 ? [`and ${number(rest)} more`] : []),
    ...(complete ? [] : [`not all of it: ${notReached || 'the list was cut short'}`]),
  ];
}

export function atRestLine({ state, how, settledBy }: AtRest): string {
  const word =
    state === 'unknown' ? 'not known' : state === 'plain' ? 'not encrypted' : 'encrypted';
  const settled = settledBy === '' ? '' : `; ${settledBy} would settle it`;
  return `${word}${how === '' ? '' : ` (${how})`}${settled}`;
}

/** One line for a finding: the classes that were found, with how many people; empty where nothing was classified. */
export function holdsLine({ inventory }: Observation): string {
  const items = inventory?.items.filter(({ classes }) => classes.length > 0) ?? [];
  const [first] = items.toSorted(byWeight);
  if (!first) return '';
  const classes = [
    ...new Set(items.flatMap((item) => item.classes.map((hit) => CLASS_WORDS[hit.class]))),
  ];
  const people = items.flatMap((item) => (item.people.value === null ? [] : [item.people.value]));
  const who =
    people.length === 0 ? '' : ` of about ${count(Math.max(...people), 'person', 'people')}`;
  const where =
    items.length === 1
      ? `in ${first.name}`
      : `in ${count(items.length, 'item')}, ${first.name} first`;
  return `${classes.join(', ')}${who}, ${where}`;
}
