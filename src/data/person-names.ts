/** Names of people: by what their field is called, or by the table they stand in. */
import type { FieldKind } from './field-kind.ts';
import { OF_PEOPLE } from './people.ts';
import { personal } from './personal.ts';

const NAME = /^[\p{Lu}\p{Lo}][\p{L}\p{M}'’.-]{0,30}(?:(?:,? |\/)[\p{L}\p{M}'’.-]{1,30}){0,4}$/u;
/** Two or three capitalised words without a sign that products, cities and titles like to have. */
const FULL_NAME =
  /^\p{Lu}[\p{Ll}\p{M}'’-]{1,20}(?: \p{Lu}\.?)?(?: (?:d[aeiou]s?|v[ao]n|der|den|del|la|el|al|bin|Mc|O’))*(?: \p{Lu}[\p{L}\p{M}'’-]{1,25}){1,2}$/u;

function isName(text: string): boolean {
  return text.length <= 80 && NAME.test(text.trim());
}

function isFullName(text: string): boolean {
  return text.length <= 80 && FULL_NAME.test(text.trim());
}

/** Who may have a name of a person, in the words of tables. */
const ROLES =
  'customer|cust|pax|traveller|traveler|patient|employee|emp|contact|recipient|sender|owner|client|member|student|guest|card_?holder|account_?holder|acc_holder|acct_holder|holder|beneficiary|debtor|creditor|payer|payee|passenger|driver|author|creator|billing|billing_details|shipping|buyer|seller|tenant|traits|user|u|usr|real|legal|person|doctor|physician|applicant|candidate|insured|claimant|policy_?holder|resident|teacher|attendee|subscriber|signer|witness|victim|suspect|citizen|voter|donor|profile|assignee|reporter|emergency_contact|next_of_kin|partner|spouse|child|parent|mother|father|gast|kunde';
const NO_PERSON =
  /_(?:hostname|file|domain|table|company|product|plan|app|service|event|repo|db|database|queue|bucket|role|group|index|metric|parent_(?:id|type))_/;

/** Given and family names, in the languages of tables; who is called so is a person. */
const GIVEN =
  '(?:first|given|fore|middle)_?(?:names?|nm)|fname|vor_?name|rufname|prenoms?|primer_nombre|nombres|prenome|primeiro_nome|for_?namn|for_?navn|etu_?nimi|voor_?naam|imie|krestni_jmeno|kereszt_?nev|prenume|onoma|nama_depan|имя|отчество|ім_я|по_батькові|名前|名';
const FAMILY =
  '(?:last|family|maiden)_?(?:name|nm)|sur_?name|lname|nach_?name|zu_?name|familien_?name|geburtsname|nom_(?:de_)?(?:famille|naissance)|apellidos?(?:_?\\d)?|sobre_?nome|cognome|efter_?namn|etter_?navn|efter_?navn|suku_?nimi|achter_?naam|tussenvoegsel|nazwisko|prijmeni|vezetek_?nev|eponymo|soy_?adi?|nama_belakang|фамилия|прізвище|姓';
const WHOLE =
  '(?:full|complete)_?(?:name|nm)|name_(?:family|given|first|last|full|middle)|nome_completo|nombre_completo|nom_complet|volledige_naam|vollstandiger_name|ad_soyad(?:i)?|isim_soyisim|imie_i_nazwisko|nama_lengkap|jmeno_a_prijmeni|xing_?ming|fio|姓名|氏名|이름|성명|фио';
const CALLED = new RegExp(`_(?:${GIVEN}|${FAMILY}|${WHOLE})_`);
/** Words for a name that things have as well. */
const ANY_NAME = 'names?|nm|nome|naam|nama|namn|navn|nimi|jmeno|isim|ad|nume|imya|cn|sn';

/** Whether a field of this name says that its rows are people. */
export function tellsOfPerson(words: string): boolean {
  return CALLED.test(words) && !NO_PERSON.test(words);
}

/** Of them those who are hardly ever anything but one person. */
const WHO =
  'driver|holder|patient|employee|customer|passenger|student|teacher|doctor|physician|nurse|tenant|applicant|candidate|paciente|patiente?|paziente|cliente|kunde|kundin|klant|klient|mitarbeiter|empleado|employe|dipendente|conducteur|chauffeur|fahrer|empfaenger|destinatario|beneficiary|beneficiario|guest|visitor|attendee|resident|witness|spouse|partner';

export const personNames: readonly FieldKind[] = [
  personal('name', new RegExp(`${CALLED.source}|_(?:nom|nombre)_`), isName, {
    unless: NO_PERSON,
    nameStrength: 0.8,
  }),
  personal('name', new RegExp(`_(?:${ROLES})_?(?:full_?)?(?:name|nm)_`), isName, {
    unless: NO_PERSON,
    nameStrength: 0.75,
  }),
  personal(
    'name',
    /_(?:(?:comment_|post_)?authors?|assignee|reporter|reviewer|card_?holder|policy_?holder|insured|claimant|debtor|payee|guarantor)_$/,
    isFullName,
    {
      strength: 0.8,
      nameStrength: 0.5,
    },
  ),
  // `driver`, `paciente`: whoever it was, by the whole name.
  personal('name', new RegExp(`_(?:${WHO})_$`), isFullName, { strength: 0.85, nameStrength: 0.5 }),
  personal('name', /_(?:display|public|screen)_?name_$/, isFullName, {
    unless: NO_PERSON,
    strength: 0.85,
    nameStrength: 0.6,
  }),
  personal('name', /_(?:first|last|middle|maiden)_$/, isName, {
    within: OF_PEOPLE,
    nameStrength: 0.6,
  }),
  personal('name', new RegExp(`_(?:${ANY_NAME})_$`), isName, {
    within: OF_PEOPLE,
    unless:
      /_(?:company|product|plan|role|group|team|file|host|event|model|service|organi[sz]ation|city|country|state|bank|brand|school|campaign|type)_/,
    strength: 0.85,
    nameStrength: 0.55,
  }),
  personal('name', /(?!)/, isFullName, {
    within: OF_PEOPLE,
    alone: { share: 0.9, distinct: 6 },
    strength: 0.75,
  }),
];
