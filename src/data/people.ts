import { about, type Amount, amountUnknown, type ClassHit } from '../model/inventory.ts';
import { wordsOf } from './names.ts';
import type { Column } from './walk.ts';

/** Columns that tell people apart, the surest first. */
const IDENTIFIES: readonly RegExp[] = [
  /_(?:user|customer|patient|person|member|client|employee|student|subscriber|account|owner|author|contact|profile)_?(?:id|uuid|guid|key|no|number)_$|_(?:uid|end_user|userid|customerid)_$/,
  /_e_?mail(?:_address)?_$/,
  /_(?:phone|mobile|msisdn)(?:_number)?_$/,
  /_(?:user_?name|login|user)_$/,
];
const PERSONAL_KINDS = new Set([
  'email',
  'phone',
  'us-ssn',
  'iban',
  'medical-record',
  'username',
  'card',
]);

interface Basis {
  /** Distinct values of the sample, and how many there were. */
  readonly distinct: number;
  readonly seen: number;
  readonly once: number;
  readonly twice: number;
}

function basisOf({ leaves }: Column): Basis {
  const counts = new Map<string, number>();
  for (const { text } of leaves) counts.set(text, (counts.get(text) ?? 0) + 1);
  const values = [...counts.values()];
  return {
    distinct: counts.size,
    seen: leaves.length,
    once: values.filter((count) => count === 1).length,
    twice: values.filter((count) => count === 2).length,
  };
}

/** Tables whose rows are people by their name. */
export const OF_PEOPLE =
  /_(?:users?|customers?|clients?|patients?|employees?|people|persons?|contacts?|members?|students?|subscribers?|accounts?|profiles?|leads?|applicants?|guests?|staff|visitors?|drivers?|passengers?|kyc|crm|hr|partners?|party|parties|citizens?|voters?|donors?|tenants?|residents?|attendees?|candidates?|teachers?|authors?|actors?|mandates?|res_partner|kunden?|klanten|kund(?:er)?|klienci|clientes?|clienti|asiakkaat|musteriler|mitarbeiter(?:innen)?|personal|personer|personen|personas?|pessoas?|osoby|henkilot|benutzer|usuarios?|utilisateurs?|utenti|uyeler|medlemmer|mitglieder|socios?|assures|abonnes|anagrafic[ah]e?|empleados?|employes|dipendenti|funcionarios?|patienten|pacientes?|schueler|alumnos|eleves|kullanicilar|taxpayers?|kna1|lfa1|zakaznici|ugyfelek|pelates|warga|afiliados|utentes|borgere|pasienter|клиенты|klienty|policyholders?)_/;

/**
 * How many there are in all, by those seen once and twice (Chao 1984, bias-corrected: the least number that explains
 * them). Where nobody was seen twice a sample says little: in a table of people each row is one, in any other it is
 * not known how often they come back.
 */
function estimate(
  { distinct, seen, once, twice }: Basis,
  rows: number,
  isOfPeople: boolean,
): number | undefined {
  if (once === seen) return isOfPeople ? rows : undefined;
  const chao = distinct + (once * (once - 1)) / (2 * (twice + 1));
  return Math.min(rows, Math.max(distinct, Math.round(chao)));
}

/** Of these columns the one that tells people apart, by its name alone. */
export function identifyingName(names: readonly string[]): string | undefined {
  for (const pattern of IDENTIFIES) {
    const found = names.find((name) => pattern.test(wordsOf(name)));
    if (found !== undefined) return found;
  }
  return undefined;
}

function identifyingColumn(
  columns: readonly Column[],
  classes: readonly ClassHit[],
): Column | undefined {
  for (const pattern of IDENTIFIES) {
    const found = columns.find(
      ({ name, leaves }) => leaves.length > 0 && pattern.test(wordsOf(name)),
    );
    if (found) return found;
  }
  const personal = classes.find(
    ({ class: of, kind, matched }) =>
      (of === 'personal' || of === 'payment' || of === 'health') &&
      PERSONAL_KINDS.has(kind) &&
      matched > 0,
  );
  return personal && columns.find(({ field }) => field === personal.field);
}

/** Distinct people behind an item, by a sketch over its sample; unknown where nothing tells people apart. */
export function estimatePeople(
  {
    name,
    rows,
    sampled,
  }: { readonly name: string; readonly rows: Amount; readonly sampled: number },
  columns: readonly Column[],
  classes: readonly ClassHit[],
): Amount {
  const column = identifyingColumn(columns, classes);
  if (!column || rows.value === null) return amountUnknown;
  const basis = basisOf(column);
  if (basis.distinct === 0) return amountUnknown;
  // The whole item was read: what was counted is all there is.
  if (rows.how === 'exact' && rows.value <= sampled) return { value: basis.distinct, how: 'exact' };
  const holders = Math.round((rows.value * Math.min(basis.seen, sampled)) / Math.max(1, sampled));
  const people = estimate(basis, Math.max(holders, basis.distinct), OF_PEOPLE.test(wordsOf(name)));
  return people === undefined ? amountUnknown : about(people);
}
