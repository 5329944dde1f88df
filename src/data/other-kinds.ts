import { luhn, weighted } from './checksums.ts';
import { isCard } from './cards.ts';
import type { FieldKind } from './field-kind.ts';
import { isIban } from './ibans.ts';
import { nhsNumber } from './national-numbers.ts';

function digitsOf(text: string): string {
  return text.replaceAll(/[ -]/g, '');
}

/** ABA routing numbers, weights 3-7-1: https://www.aba.com/about-us/routing-number */
function isRouting(text: string): boolean {
  const digits = digitsOf(text);
  return (
    /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/.test(digits) &&
    weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0
  );
}

function isAccountNumber(text: string): boolean {
  return /^[A-Z]{0,4}[\d -]{6,24}$/i.test(text) && /\d{4}/.test(text);
}

/** ISO 9362. */
function isBic(text: string): boolean {
  return /^[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?$/.test(text);
}

/** ICD-10 and ICD-10-CM; ICD-9 only by its name. */
const ICD = /^[A-TV-Z]\d[\dA-Z](?:\.?[\dA-Z]{1,4})?(?:\s?[-–:]\s?.{3,120})?$/;

function isClinical(text: string): boolean {
  return (
    text.length <= 4000 && /\p{L}{3}/u.test(text) && !/[{}<>]|:\/\/|^[a-z]+_[a-z_]+$/.test(text)
  );
}

function isDiagnosis(text: string): boolean {
  return ICD.test(text) || /^\d{3}(?:\.\d{1,2})?$/.test(text) || isClinical(text);
}

function isRecordNumber(text: string): boolean {
  return /^[A-Z\d][A-Z\d-]{3,20}$/i.test(text) && /\d{3}/.test(text);
}

const payment = (
  kind: string,
  name: RegExp,
  test: FieldKind['test'],
  rest: Partial<FieldKind> = {},
): FieldKind => ({
  class: 'payment',
  kind,
  name,
  test,
  strength: 0.95,
  nameStrength: 0.75,
  ...rest,
});

export const paymentKinds: readonly FieldKind[] = [
  payment(
    'card',
    /_(?:card_?(?:number|no|num)|cc_?(?:number|no|num)?|credit_?card(?:_(?:number|no))?|debit_card(?:_number)?|pan|payment_card)_/,
    isCard,
    {
      unless:
        /_(?:type|brand|holder|last4|last_four|exp|expiry|token|id|business|sim|id_card|report)_/,
      alone: { share: 0.6, distinct: 4 },
      strength: 0.98,
    },
  ),
  payment('iban', /_iban_/, isIban, {
    alone: { share: 0.6, distinct: 2 },
    strength: 0.99,
    nameStrength: 0.9,
  }),
  payment(
    'bank-account',
    /_(?:bank_?account(?:_(?:number|no))?|account_(?:number|no)|acct_(?:number|no)|kontonummer|clabe)_/,
    isAccountNumber,
    { nameStrength: 0.65, strength: 0.85 },
  ),
  payment('bank-routing', /_(?:routing(?:_(?:number|no|num))?|aba|aba_number|rtn)_$/, isRouting, {
    alone: { share: 0.95, distinct: 10 },
  }),
  payment('bic', /_(?:bic|swift|swift_code|bic_swift|swift_bic)_/, isBic, { strength: 0.8 }),
  payment(
    'card-code',
    /_(?:cvv2?|cvc2?|card_(?:verification|security)_(?:code|value))_/,
    (text) => /^\d{3,4}$/.test(text),
    { nameStrength: 0.85 },
  ),
];

const health = (
  kind: string,
  name: RegExp,
  test: FieldKind['test'],
  rest: Partial<FieldKind> = {},
): FieldKind => ({
  class: 'health',
  kind,
  name,
  test,
  strength: 0.9,
  nameStrength: 0.75,
  ...rest,
});

const MEDICAL =
  /_(?:patients?|medical|clinical|clinic|hospital|health|encounters?|ehr|emr|fhir|admissions?|diagnos[ei]s|prescriptions?|lab_results?|care)_/;

/** Items whose rows are findings about patients, whatever their columns are called. */
const CLINICAL =
  /_(?:conditions?|diagnos[ei]s|medications?|prescriptions?|allerg(?:y|ies)|allergyintolerance|immunizations?|procedures?|careplans?|care_plans?|medication_?(?:request|statement|administration)s?|problem_list|symptoms?|vaccinations?)_/;

export const healthKinds: readonly FieldKind[] = [
  health(
    'diagnosis',
    /_(?:diagnos[ei]s|diagnosis_(?:code|text|description|desc)|diagnoses|icd(?:_?(?:9|10|11))?(?:_?code)?|icd_?(?:9|10)?_?codes?|dx|dx_code|(?:primary|admitting|discharge)_diagnosis|medical_condition|conditions?_code)_/,
    isDiagnosis,
    { unless: /_(?:error|system|disk|network|debug)_/, isThing: true },
  ),
  health(
    'condition',
    /_(?:conditions?|symptoms?|allerg(?:y|ies)|chief_complaint|procedures?|treatment|medical_history|disabilit(?:y|ies)|chronic_disease)_$/,
    isClinical,
    { within: MEDICAL, strength: 0.85 },
  ),
  health(
    'condition',
    /_(?:(?:reason_?)?descriptions?|display|text|name|label|code_display|coding_display|term)_$/,
    isClinical,
    { within: CLINICAL, strength: 0.8, nameStrength: 0.5 },
  ),
  health('diagnosis', /_(?:code|value|coding_code|icd)_$/, (text) => ICD.test(text), {
    within: CLINICAL,
    strength: 0.9,
    nameStrength: 0.4,
  }),
  health(
    'medication',
    /_(?:medications?|prescriptions?|drug_name|medicine|dosage|vaccin(?:e|ation)s?|immunizations?|rx)_/,
    isClinical,
    { strength: 0.85 },
  ),
  health(
    'symptoms',
    /_(?:symptoms?|allerg(?:y|ies)|chief_complaint|medical_history|chronic_disease|hiv_status|mental_health)_/,
    isClinical,
    { strength: 0.85, isThing: true },
  ),
  health(
    'blood-type',
    /_blood_(?:type|group)_/,
    (text) =>
      /^(?:A|B|AB|O|0)\s?(?:[+-]|Rh ?[+-]|pos(?:itive)?|neg(?:ative)?|RhD.{0,10})$/i.test(text),
    { strength: 0.95, isThing: true },
  ),
  health(
    'medical-record',
    /_(?:mrn|medical_record(?:_(?:number|no))?|patient_(?:id|number|no)|health_?card(?:_(?:number|no))?|health_insurance(?:_(?:number|no|id))?|insurance_member_id|medicare(?:_(?:number|no|id|mbi))?|mbi|kvnr)_/,
    isRecordNumber,
    { strength: 0.9 },
  ),
  health(
    'lab-result',
    /_(?:lab_results?|test_results?|hba1c|glucose|cholesterol|blood_pressure|hemoglobin|heart_rate|bmi|viral_load)_/,
    (text) => /\d/.test(text) && text.length < 60,
    { within: MEDICAL, strength: 0.8 },
  ),
  {
    ...health(nhsNumber.kind, nhsNumber.name, nhsNumber.test),
    strength: 0.97,
    alone: { share: 0.95, distinct: 10 },
  },
  health('provider-number', /_npi_/, (text) => /^[12]\d{9}$/.test(text) && luhn(`80840${text}`), {
    strength: 0.8,
  }),
];

function isDegree(most: number): (text: string) => boolean {
  return (text) => /^-?\d{1,3}\.\d{2,20}$/.test(text) && Math.abs(Number(text)) <= most;
}

const location = (
  kind: string,
  name: RegExp,
  test: FieldKind['test'],
  rest: Partial<FieldKind> = {},
): FieldKind => ({
  class: 'location',
  kind,
  name,
  test,
  strength: 0.93,
  nameStrength: 0.7,
  ...rest,
});

const LATITUDE = 90;
const LONGITUDE = 180;

function isPair(text: string): boolean {
  const [first = '', second = '', ...rest] = text
    .replace(/^(?:SRID=\d{1,6};)?POINT ?\(|[()[\]]|\)$/gi, '')
    .trim()
    .split(/\s?[,; ]\s?/);
  return rest.length === 0 && isDegree(LONGITUDE)(first) && isDegree(LONGITUDE)(second);
}

export const locationKinds: readonly FieldKind[] = [
  // GeoJSON (RFC 7946) keeps the two numbers in a list.
  location(
    'coordinates',
    /_(?:geo_?json|location|geometry|geo|loc|point|position)_coordinates_$|_coordinates_$/,
    isDegree(LONGITUDE),
  ),
  location(
    'coordinates',
    /_(?:lat|latitude|gps_lat|geo_lat|start_lat|end_lat|(?:pickup|dropoff|home|last|current|user)_lat(?:itude)?)_$/,
    isDegree(LATITUDE),
    { unless: /_(?:p\d\d|latency)_/ },
  ),
  location(
    'coordinates',
    /_(?:lng|lon|long|longitude|gps_l(?:on|ng)|geo_l(?:on|ng)|start_lng|end_lng|(?:pickup|dropoff|home|last|current|user)_(?:lon|lng|longitude))_$/,
    isDegree(LONGITUDE),
  ),
  location(
    'coordinates',
    /_(?:coordinates?|coords?|geo_?point|lat_?l(?:on|ng)|gps(?:_location|_position|_coordinates)?|geo_?location|location|position|geom(?:etry)?)_$/,
    isPair,
    { nameStrength: 0.5, alone: { share: 0.9, distinct: 4 } },
  ),
  location('geohash', /_geo_?hash_/, (text) => /^[0-9b-hjkmnp-z]{4,12}$/.test(text), {
    strength: 0.85,
  }),
];
