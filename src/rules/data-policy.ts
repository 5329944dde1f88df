import { CLASS_WORDS } from '../catalogue/data-classes.ts';
import { dataMapOf, type DataMapRow } from '../model/data-map.ts';
import type { Policy, Requirement } from '../model/config.ts';
import { strongest, type Control } from '../model/access.ts';
import type { AtRest, DataClass } from '../model/inventory.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../model/verdict.ts';
import { type Judged, defineRule } from './rule.ts';

const LINES: Readonly<Record<DataClass, Exclude<keyof Policy, 'attestations'>>> = {
  'chat-log': 'chat-logs',
  secret: 'secrets',
  personal: 'personal',
  payment: 'payment',
  health: 'health',
  location: 'location',
};

interface Part {
  readonly outcome: 'kept' | 'broken' | 'open';
  readonly because: string;
  /** What the breach gives to a caller without credentials. */
  readonly gives: Control;
}

const kept: Part = { outcome: 'kept', because: '', gives: 'banner' };
const broken = (because: string, gives: Control): Part => ({ outcome: 'broken', because, gives });
const open = (because: string): Part => ({ outcome: 'open', because, gives: 'banner' });

function networkPart({ network }: DataMapRow): Part {
  const isPublic = network === 'internet' || network === 'partner';
  return isPublic ? broken('stand in a network that is not private', 'banner') : kept;
}

const AUTHENTICATION: Readonly<Record<DataMapRow['authentication'], Part>> = {
  required: kept,
  none: broken('are given without credentials', 'read'),
  weak: broken('stand behind an account that anyone knows', 'read'),
  unknown: open('it is not known whether credentials are asked for'),
};

const IN_TRANSIT: Readonly<Record<DataMapRow['inTransit'], Part>> = {
  required: kept,
  'on-host': kept,
  offered: broken('may cross the network in clear', 'metadata'),
  none: broken('cross the network in clear', 'metadata'),
  unknown: open('it is not known whether TLS is required'),
};

function atRestPart(atRest: AtRest | undefined, asOf: Date): Part {
  const isExpired = atRest?.until !== undefined && asOf.toISOString().slice(0, 10) > atRest.until;
  if (isExpired) return open('the attestation of their encryption at rest has run out');
  if (atRest?.state === 'plain') return broken('lie on the disk unencrypted', 'banner');
  if (atRest?.state === 'encrypted') return kept;
  return open('it is not known whether they are encrypted at rest');
}

function partsOf(row: DataMapRow, required: Requirement, { observation, asOf }: Judged): Part[] {
  return [
    ...(required.network === 'private' ? [networkPart(row)] : []),
    ...(required.authentication === 'required' ? [AUTHENTICATION[row.authentication]] : []),
    ...(required.in_transit === 'required' ? [IN_TRANSIT[row.inTransit]] : []),
    ...(required.at_rest === 'required' ? [atRestPart(observation.atRest, asOf)] : []),
  ];
}

function worst(parts: readonly Part[]): Control {
  return strongest(parts.map(({ gives }) => gives)) ?? 'banner';
}

function listed(words: readonly string[]): string {
  return words.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

interface ClassParts {
  readonly of: DataClass;
  readonly parts: readonly Part[];
}

/** `Chat logs are given without credentials and cross the network in clear; secrets …`. */
function sentence(found: readonly ClassParts[], outcome: Part['outcome']): string {
  const clauses = found.flatMap(({ of, parts }) => {
    const reasons = parts.filter((part) => part.outcome === outcome).map(({ because }) => because);
    if (reasons.length === 0) return [];
    return [
      outcome === 'open'
        ? `of ${CLASS_WORDS[of]} ${listed(reasons)}`
        : `${CLASS_WORDS[of]} ${listed(reasons)}`,
    ];
  });
  const text = clauses.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function judgeMap(judged: Judged): Verdict {
  const { observation, policy, vantage } = judged;
  const found = dataMapOf(observation, vantage).flatMap((row): ClassParts[] => {
    const required = policy[LINES[row.class]] ?? policy.default;
    const parts = required ? partsOf(row, required, judged) : [];
    return parts.length > 0 ? [{ of: row.class, parts }] : [];
  });
  const parts = found.flatMap((each) => each.parts);
  if (parts.length === 0) return notApplicable;
  const breaches = parts.filter(({ outcome }) => outcome === 'broken');
  if (breaches.length > 0) return fail(sentence(found, 'broken'), worst(breaches));
  return parts.some(({ outcome }) => outcome === 'open') ? unknown(sentence(found, 'open')) : pass;
}

export const dataPolicy = defineRule({
  id: 'data-policy',
  title: 'data kept against the owner’s policy',
  about: 'data',
  reads: ['network', 'file'],
  needs: 'one',
  why: 'The owner said in nightlatch.yaml what must hold for each class of data: a private network, credentials, TLS, encryption at rest.',
  remedy:
    'Move the data, or the door: bring network, authentication, TLS and encryption at rest to what the policy asks for this class.',
  cwe: ['CWE-311', 'CWE-306', 'CWE-668'],
  references: [
    'https://cwe.mitre.org/data/definitions/311.html',
    'https://gdpr-info.eu/art-32-gdpr/',
  ],
  verdicts: {
    fail: 'A class of data was found in the store, and the store does not keep to the line of the policy for it.',
    pass: 'Each class that was found is kept as the policy asks.',
    notApplicable: 'Nothing was classified there, or the policy says nothing about what was.',
    unknown:
      'What could be seen keeps to the policy, and something that it asks for could not be seen, such as encryption at rest. An attestation with an owner and an end settles that.',
  },

  judge(judged) {
    return judged.observation.access === 'decoy' ? notApplicable : judgeMap(judged);
  },
});
