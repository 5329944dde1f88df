/** Kinds that stand somewhere in a text: in a message, a log line, a note. */
import { CARD_RUN, isCard } from './cards.ts';
import { emailsIn } from './emails.ts';
import { type Evidence, wilson } from './evidence.ts';
import type { Found } from './found.ts';
import { IBAN_RUN, isIban } from './ibans.ts';
import { linear } from './linear.ts';
import { isDigestName, wordsOf } from './names.ts';
import { isWrittenPhone, NUMBER_OF_THINGS, PHONE_RUN } from './phones.ts';
import { isWrittenSsn } from './national-numbers.ts';
import { secretsIn } from './secrets.ts';
import type { Column } from './walk.ts';

/** All hits of one kind in a column, and how often something looked like it without being it. */
class Tally {
  readonly rows = new Set<number>();
  readonly distinct = new Set<string>();
  strength = 0;
  missed = 0;

  add(row: number, { text, strength }: Pick<Found, 'text' | 'strength'>): void {
    this.rows.add(row);
    this.distinct.add(text);
    this.strength = Math.max(this.strength, strength);
  }
}

const CARD_WORDS = /card|visa|master|amex|maestro|\bcc\b|credit|debit|karte|carte|tarjeta/i;
const SSN_RUN = linear(/(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g);
const SSN_WORDS = /\bssn\b|social security/i;

/** So many different addresses of made-up domains are made-up people, and not one example. */
const RESERVED_DISTINCT = 3;

class TextTally {
  readonly secrets = new Map<string, Tally>();
  readonly email = new Tally();
  readonly reserved = new Tally();
  readonly phone = new Tally();
  readonly card = new Tally();
  readonly iban = new Tally();
  readonly ssn = new Tally();

  read(row: number, text: string): void {
    for (const found of secretsIn(text)) {
      const tally = this.secrets.get(found.kind) ?? new Tally();
      this.secrets.set(found.kind, tally);
      tally.add(row, found);
    }
    if (text.includes('@')) this.#emails(row, text);
    if (/\d{2}/.test(text)) this.#numbers(row, text);
  }

  #emails(row: number, text: string): void {
    for (const email of emailsIn(text)) {
      if (email.isRole || email.isMachine) this.email.missed += 1;
      else
        (email.isReserved ? this.reserved : this.email).add(row, {
          text: email.text,
          strength: 0.95,
        });
    }
  }

  #numbers(row: number, text: string): void {
    if (/\d{4}/.test(text)) {
      const isTold = CARD_WORDS.test(text);
      for (const [run] of text.matchAll(CARD_RUN)) {
        if (!isCard(run)) this.card.missed += 1;
        else this.card.add(row, { text: run, strength: isTold || /[ -]/.test(run) ? 0.95 : 0.7 });
      }
      for (const [run] of text.matchAll(IBAN_RUN)) {
        if (isIban(run)) this.iban.add(row, { text: run, strength: 0.97 });
        else this.iban.missed += 1;
      }
      for (const [run] of text.matchAll(PHONE_RUN)) {
        if (isWrittenPhone(run)) this.phone.add(row, { text: run, strength: 0.9 });
        else this.phone.missed += 1;
      }
    }
    if (!SSN_WORDS.test(text)) return;
    for (const [run] of text.matchAll(SSN_RUN))
      if (isWrittenSsn(run)) this.ssn.add(row, { text: run, strength: 0.95 });
  }
}

const TOLD = 0.9;
const BARE_DISTINCT = 4;
const BARE_SHARE = 0.8;

/** Of what looks like it, that much must be it. */
const GENUINE_SHARE = 0.5;

function isGenuine({ distinct, missed }: Tally, least = 1): boolean {
  return distinct.size >= least && distinct.size >= (distinct.size + missed) * GENUINE_SHARE;
}

/** One in ten of any numbers passes Luhn: without a word or the grouping of a card, nearly all have to. */
function isCardColumn(card: Tally): boolean {
  return (
    isGenuine(card, card.strength > TOLD ? 1 : BARE_DISTINCT) &&
    (card.strength > TOLD || card.distinct.size >= (card.distinct.size + card.missed) * BARE_SHARE)
  );
}

export function byTexts(columns: readonly Column[], evidence: Evidence): void {
  for (const column of columns) {
    const tally = new TextTally();
    for (const { row, text } of column.leaves) tally.read(row, text);
    tell(column, tally, evidence);
  }
}

function tell(column: Column, tally: TextTally, evidence: Evidence): void {
  const { field, leaves, name } = column;
  const add = (
    of: 'secret' | 'personal' | 'payment',
    kind: string,
    { rows, strength }: Tally,
  ): void => {
    const confidence = strength * (0.85 + 0.15 * wilson(rows.size, leaves.length));
    evidence.add({ class: of, kind, field, rows, confidence });
  };
  const words = wordsOf(name);
  const isDigest = isDigestName(words);
  for (const [kind, secret] of tally.secrets)
    if (!isDigest || kind === 'password-hash') add('secret', kind, secret);
  if (isGenuine(tally.email)) add('personal', 'email', tally.email);
  if (isGenuine(tally.reserved, RESERVED_DISTINCT)) add('personal', 'email', tally.reserved);
  if (isGenuine(tally.phone) && !NUMBER_OF_THINGS.test(words))
    add('personal', 'phone', tally.phone);
  if (isGenuine(tally.iban)) add('payment', 'iban', tally.iban);
  if (isGenuine(tally.ssn)) add('personal', 'us-ssn', tally.ssn);
  if (isCardColumn(tally.card)) add('payment', 'card', tally.card);
}
