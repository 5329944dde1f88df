/** What tells of somebody's health, in the words of several languages. */
import { luhn } from './checksums.ts';
import type { FieldKind } from './field-kind.ts';
import { nhsNumber } from './national-numbers.ts';

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
  /_(?:patient(?:s|en|enakten?|es|i)?|pacientes?|pazienti|medical|clinical|clinic|hospital|health|encounters?|ehr|emr|fhir|admissions?|diagnos[ei]s|prescriptions?|lab_?results?|laboratory|pathology|care|klinik|praxis)_/;

/** Items whose rows are what a laboratory found in samples of patients. */
const LABORATORY =
  /_(?:lab_?(?:results?|values?|tests?|orders?|reports?)|laboratory_?(?:results?|tests?)|laborwerte?|pathology_?(?:results?|reports?)|blood_?(?:tests?|work))_/;

/** Items whose rows are findings about patients, whatever their columns are called. */
const CLINICAL =
  /_(?:coded_findings|conditions?|diagnos[ei]s|medications?|prescriptions?|allerg(?:y|ies)|allergyintolerance|immunizations?|procedures?|careplans?|care_plans?|medication_?(?:request|statement|administration)s?|problem_list|symptoms?|vaccinations?)_/;

/** Systems of codes that only findings about people are written in: https://terminology.hl7.org/external_terminologies.html */
const CODES = /loinc\.org|snomed\.info|rxnorm|hl7\.org\/fhir\/sid/;

/** Whether a cell names such a system; the rows are findings then, whatever the item is called. */
export function namesMedicalCodes(text: string): boolean {
  return text.length <= 200 && CODES.test(text);
}

export const healthKinds: readonly FieldKind[] = [
  health(
    'diagnosis',
    /_(?:diagnos[ei]s?|diagnosen|diagnostico|diagnostic_principal|diagnosi|diagnoza|diagnosis_(?:code|text|description|desc)|diagnoses|icd(?:_?(?:9|10|11))?(?:_?code)?|icd_?(?:9|10)?_?codes?|dx(?:_?\d{1,2})?|dx_code|(?:primary|admitting|discharge)_diagnosis|medical_condition|conditions?_code)_/,
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
    /_(?:medications?|prescriptions?|drug_name|medicines?|dosage|vaccin(?:e|ation)s?|immunizations?|rx|medikamente?|medikation|wirkstoff|medicamentos?|medicaments?|farmac[oi]s?|medicijn(?:en)?|lek[iy]?_nazwa|lakemedel|impfung(?:en)?)_/,
    isClinical,
    { strength: 0.85 },
  ),
  health(
    'symptoms',
    /_(?:symptom(?:s|e|as|es)?|allerg(?:y|ies|ien?|ias?)|krankheit(?:en)?|vorerkrankungen|maladies?|enfermedad(?:es)?|doencas?|malatti[ae]|ziektes?|chief_complaint|medical_history|chronic_disease|hiv_status|mental_health)_/,
    isClinical,
    { strength: 0.85, isThing: true },
  ),
  health(
    'blood-type',
    /_(?:blood_?(?:type|group)|blutgruppe|grupo_?sanguineo|tipo_sanguineo|groupe_?sanguin|gruppo_?sanguigno|bloedgroep|grupa_krwi)_/,
    (text) =>
      /^(?:A|B|AB|O|0)\s?(?:[+-]|Rh ?[+-]|pos(?:itive)?|neg(?:ative)?|RhD.{0,10})$/i.test(text),
    { strength: 0.95, isThing: true },
  ),
  health(
    'medical-record',
    /_(?:mrn|medical_record(?:_(?:number|no))?|patient_(?:id|number|no)|health_?card(?:_(?:number|no))?|health_insurance(?:_(?:number|no|id))?|insurance_member_id|krankenversicherungs?_?nummer|versichertennummer|patienten_?(?:id|nr|nummer)|medicare(?:_(?:number|no|id|mbi))?|mbi|kvnr)_/,
    isRecordNumber,
    { strength: 0.9 },
  ),
  health(
    'lab-result',
    /_(?:lab_results?|test_results?|hba1c|glucose|cholesterol|blood_pressure|hemoglobin|heart_rate|bmi|viral_load)_/,
    (text) => /\d/.test(text) && text.length < 60,
    { within: MEDICAL, strength: 0.8 },
  ),
  // What was measured, and how much of it, where the rows are results of a laboratory.
  health(
    'lab-result',
    /_(?:test|analyte|assay|parameter|component)(?:_?(?:name|code))?_$/,
    isClinical,
    {
      within: LABORATORY,
      strength: 0.8,
      nameStrength: 0.5,
    },
  ),
  health(
    'lab-result',
    /_(?:(?:result|test|measured|numeric)_?)?(?:value|result)s?_$|_wert_$/,
    (text) => /\d|positive|negative/i.test(text) && text.length < 60,
    { within: LABORATORY, strength: 0.8, nameStrength: 0.5 },
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
