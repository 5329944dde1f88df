/** Which column says when the rows of a table came to be. */
import type { Field } from '../model/inventory.ts';
import { wordsOf } from './names.ts';
import { personalKinds } from './personal-kinds.ts';

const TIME = /^(?:Nullable\(|LowCardinality\()*(?:date|datetime|timestamp)/i;
/** Since when it is there, rather than until when it holds. */
const SINCE =
  /_(?:created|inserted|logged|received|recorded|event|sent|started?|updated|ingested|timestamp|ts|time|at|on|date|datetime)_/;
const UNTIL = /_(?:expires?|expiry|expiration|until|valid|due|deleted|end|ends|ended)_/;
/** When somebody was born is a value of that person. */
const births = personalKinds.filter(({ kind }) => kind === 'birth-date');

export function timeColumn(fields: readonly Field[]): Field | undefined {
  const times = fields.filter(
    ({ name, type }) => TIME.test(type) && !births.some((birth) => birth.name.test(wordsOf(name))),
  );
  const best = ({ name }: Field): boolean =>
    SINCE.test(wordsOf(name)) && !UNTIL.test(wordsOf(name));
  return times.find(best) ?? times[0];
}

/** What servers write for a moment, as ISO 8601; without a zone it is taken for UTC. `undefined` where it is none. */
export function momentOf(text: string | null | undefined): string | undefined {
  const match =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?:\.\d{1,9})?)?([+-]\d\d(?::?\d\d)?|Z)?$/.exec(
      text ?? '',
    );
  if (!match) return undefined;
  const [, day = '', time = '00:00:00', zone = 'Z'] = match;
  const whole = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone;
  const moment = new Date(`${day}T${time}${whole}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
