/** Conversations with language models: by shape, by text, by the names of a schema. */
import type { ItemKind } from '../../model/inventory.ts';
import { type Evidence, wilson } from '../evidence.ts';
import { type Column, type Node, type Walked } from '../walk.ts';
import { wordsOf } from '../names.ts';
import { BESIDE_A_REQUEST, isModelName } from './asked-answered.ts';
import { formatOf, isChatRole, isConversation, isWeakKey, messagesOf } from './roles.ts';
import { type Claim, claimsOf, isChatName } from './schemas.ts';
import { isMap } from '../sample.ts';
import { isSaid, shapeOf } from './shapes.ts';
import { chatInText } from './texts.ts';

export interface Subject {
  readonly kind: ItemKind;
  readonly name: string;
  readonly fields: readonly string[];
}

/** Rows that show it, of those where the field holds anything, and what one of them says by itself. */
function confidence(strength: number, matched: number, filled: number): number {
  return strength * (0.7 + 0.3 * wilson(matched, filled));
}

/** From names alone. */
export function chatByName(subject: Subject, evidence: Evidence): void {
  const { kind, name, fields } = subject;
  unread(subject, new Map(), evidence);
  if (!/^(?:keys|topic|queue|stream|subject|index|bucket)$/.test(kind) || !isChatName(name)) return;
  evidence.add({
    class: 'chat-log',
    kind: 'named-so',
    field: fields[0] ?? 'value',
    rows: [],
    confidence: 0.6,
  });
}

interface Told {
  readonly kind: string;
  readonly field: string;
  readonly rows: Set<number>;
  strength: number;
}

class Tellings {
  readonly all = new Map<string, Told>();

  add(kind: string, field: string, row: number, strength: number): void {
    const key = `${kind}\0${field}`;
    const told = this.all.get(key) ?? { kind, field, rows: new Set<number>(), strength };
    told.rows.add(row);
    told.strength = Math.max(told.strength, strength);
    this.all.set(key, told);
  }

  get fields(): Set<string> {
    return new Set([...this.all.values()].map(({ field }) => field));
  }
}

function byShape(nodes: readonly Node[], tellings: Tellings): void {
  for (const node of nodes) {
    const shape = shapeOf(node.value);
    if (!shape) continue;
    const field = shape.key === undefined ? node.field : node.fieldOf(shape.key);
    tellings.add(shape.kind, field || (shape.key ?? 'value'), node.row, shape.strength);
  }
}

/** Enough of the speakers must be known, or it is a list of something else that has roles. */
const KNOWN_SHARE = 0.9;
const ROW_STRENGTH = 0.95;

/** One message a row: who speaks shows only over all rows. */
function byTurns(nodes: readonly Node[], tellings: Tellings): void {
  const groups = new Map<string, { role: string; row: number; field: string; kind: string }[]>();
  for (const { path, row, value, fieldOf } of nodes) {
    if (!isMap(value)) continue;
    for (const message of messagesOf(value)) {
      const { role, roleKey, contentKey } = message;
      const said = value[contentKey];
      if (isWeakKey(roleKey) && typeof said === 'string' && !isSaid(said)) continue;
      const key = [path, roleKey, contentKey].join('\0');
      const turn = { role, row, field: fieldOf(contentKey), kind: formatOf(message, value) };
      groups.set(key, [...(groups.get(key) ?? []), turn]);
    }
  }
  for (const turns of groups.values()) {
    const known = turns.filter(({ role }) => isChatRole(role));
    if (known.length < turns.length * KNOWN_SHARE || !isConversation(known.map(({ role }) => role)))
      continue;
    for (const { kind, field, row } of known) tellings.add(kind, field, row, ROW_STRENGTH);
  }
}

function byText(columns: readonly Column[], tellings: Tellings): void {
  for (const { field, leaves } of columns) {
    for (const { row, text } of leaves) {
      const kind = chatInText(text);
      if (kind !== undefined) tellings.add(kind, field, row, 0.92);
    }
  }
}

/** A claim of the names, borne out by rows: words in the fields, or a shape that was seen there anyway. */
const SAID_SHARE = 0.6;

function byClaim(claim: Claim, columns: readonly Column[], tellings: Tellings): void {
  if (!claim.inWords) return;
  const said = claim.fields.map((field) => {
    const leaves = columns
      .filter((column) => column.field === field || column.name === field)
      .flatMap((column) => column.leaves);
    const filled = new Set(leaves.map(({ row }) => row)).size;
    const rows = new Set(leaves.filter(({ text }) => isSaid(text)).map(({ row }) => row));
    return { field, rows, isSaid: filled > 0 && rows.size >= filled * SAID_SHARE };
  });
  const holds = claim.inAll ? said.every((each) => each.isSaid) : said.some((each) => each.isSaid);
  if (!holds) return;
  for (const { field, rows, isSaid: isHeld } of said) {
    if (isHeld) for (const row of rows) tellings.add(claim.kind, field, row, claim.confidence);
  }
}

/** Keys of paired arrays and of maps are names as well; their words are told of the field that holds them. */
function byInnerNames(subject: Subject, { nodes, columns }: Walked, tellings: Tellings): void {
  const seen = new Set<string>();
  for (const { value, path, fieldOf } of nodes) {
    if (!isMap(value) || path === '' || seen.has(path)) continue;
    seen.add(path);
    const names = Object.keys(value);
    for (const claim of claimsOf(subject.kind, subject.name, names.concat(subject.fields))) {
      const held = claim.fields
        .filter((name) => names.includes(name))
        .map((name) => [name, fieldOf(name)] as const);
      const own = columns.flatMap((column) => {
        const inner = held.find(
          ([name, field]) => column.field === field && lastStep(column) === name,
        );
        return inner ? [{ ...column, name: inner[0] }] : [];
      });
      const fields = [...new Set(own.map(({ field }) => field))];
      if (fields.length > 0) byClaim({ ...claim, fields }, own, tellings);
    }
  }
}

function lastStep({ steps }: Column): string {
  return steps.at(-1) ?? '';
}

export function chatInSample(subject: Subject, walked: Walked, evidence: Evidence): void {
  const { columns, nodes } = walked;
  const tellings = new Tellings();
  byShape(nodes, tellings);
  byTurns(nodes, tellings);
  byText(columns, tellings);
  for (const claim of claimsOf(subject.kind, subject.name, subject.fields))
    byClaim(claim, columns, tellings);
  byInnerNames(subject, walked, tellings);
  besideRequest(columns, tellings);
  besideModel(walked, tellings);
  if (/^(?:bucket|directory)$/.test(subject.kind)) byObjectNames(columns, tellings);

  const filled = filledRows(columns);
  const fields = tellings.fields;
  for (const { kind, field, rows, strength } of tellings.all.values()) {
    if (isInside(field, fields)) continue;
    const of = filled.get(field)?.size ?? rows.size;
    evidence.add({
      class: 'chat-log',
      kind,
      field,
      rows,
      confidence: confidence(strength, rows.size, Math.max(of, rows.size)),
    });
  }
  unread(subject, filled, evidence);
}

/** Names of files and objects say it as keys do; what is in them was not read. */
function byObjectNames(columns: readonly Column[], tellings: Tellings): void {
  for (const { field, leaves } of columns)
    for (const { row, text } of leaves)
      if (isChatName(text)) tellings.add('named-so', field, row, NAMED_STRENGTH);
}

const NAMED_STRENGTH = 0.7;

/** An answer in a format of its own, beside a request that shows by its shape. */
function besideRequest(columns: readonly Column[], tellings: Tellings): void {
  if (tellings.fields.size === 0) return;
  const fields = fieldsCalled(columns, (words) => BESIDE_A_REQUEST.test(words));
  const claim = { kind: 'prompt-completion', confidence: 0.8, inWords: true, inAll: false };
  byClaim(
    { ...claim, fields: fields.filter((each) => !tellings.fields.has(each)) },
    columns,
    tellings,
  );
}

/** Fields that say something about a row and are no part of a talk. */
const ASIDE =
  /_(?:descriptions?|title|summary|names?|notes?|comments?|errors?|licen[cs]e|tags?|labels?|url|path|reason|status|address|subject)_$/;
const MODEL_SHARE = 0.8;

/** Where a column holds names of models, two others that hold words are what was asked and answered. */
function besideModel({ columns }: Walked, tellings: Tellings): void {
  const isOfModels = columns.some(
    ({ leaves }) =>
      leaves.length > 0 &&
      leaves.filter(({ text }) => isModelName(text)).length >= leaves.length * MODEL_SHARE,
  );
  if (!isOfModels) return;
  const flat = columns.filter(({ steps }) => steps.length === 1);
  const fields = fieldsCalled(flat, (words) => !ASIDE.test(words)).filter((field) =>
    isTalk(flat, field),
  );
  if (fields.length < 2) return;
  const claim = { kind: 'prompt-completion', confidence: 0.75, inWords: true, inAll: true };
  byClaim({ ...claim, fields }, flat, tellings);
}

function isTalk(columns: readonly Column[], of: string): boolean {
  const leaves = columns.filter(({ field }) => field === of).flatMap((column) => column.leaves);
  const said = leaves.filter(({ text }) => isSaid(text));
  return (
    said.length >= leaves.length * SAID_SHARE && new Set(said.map(({ text }) => text)).size > 2
  );
}

function fieldsCalled(columns: readonly Column[], isMeant: (words: string) => boolean): string[] {
  return [...new Set(columns.map(({ field }) => field))].filter((field) => isMeant(wordsOf(field)));
}

/** A message inside of a conversation is told with the conversation. */
function isInside(field: string, fields: ReadonlySet<string>): boolean {
  for (let dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
    if (fields.has(field.slice(0, dot))) return true;
  }
  return false;
}

/** A field of which no row was seen cannot overrule its name. */
function unread(
  subject: Subject,
  filled: ReadonlyMap<string, Set<number>>,
  evidence: Evidence,
): void {
  for (const claim of claimsOf(subject.kind, subject.name, subject.fields)) {
    if (claim.fields.some((field) => filled.has(field))) continue;
    for (const field of claim.fields) {
      evidence.add({
        class: 'chat-log',
        kind: claim.kind,
        field,
        rows: [],
        confidence: claim.confidence,
      });
    }
  }
}

function filledRows(columns: readonly Column[]): Map<string, Set<number>> {
  const filled = new Map<string, Set<number>>();
  for (const { field, leaves } of columns) {
    const rows = filled.get(field) ?? new Set<number>();
    for (const { row } of leaves) rows.add(row);
    filled.set(field, rows);
  }
  return filled;
}
