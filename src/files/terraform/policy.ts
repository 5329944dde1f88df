/**
 * Whether a resource's policy lets a stranger in. A condition on fixed values of who or from where restricts; one on
 * transport or referrer does not. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
import { readJson } from '../text/json.ts';
import { Source } from '../text/source.ts';
import { entries, get, items, text, textAt, type Value } from '../text/value.ts';
import { rangeOf } from '../products/cidr.ts';

const RESTRICTS =
  /^(?:aws:(?:principal(?:arn|account|orgid|orgpaths)|sourceip|sourcearn|sourcevpc|sourcevpce|sourceowner|sourceaccount|userid)|s3:dataaccesspoint(?:arn|account)|kms:calleraccount|lambda:functionurlauthtype)$/;
const WIDEST_V4 = 8;
const WIDEST_V6 = 32;
const WRITES =
  /:(?:\*|put|delete|create|update|send|publish|invoke|receive|restore|abort|replicate)|^\*$/i;

export type Grant = 'read' | 'read-write';

/** `undefined`: no stranger gets in by it. */
export function grantedTo(policy: Value | undefined): Grant | 'unknown' | undefined {
  if (policy === undefined) return undefined;
  if (policy.kind === 'scalar' && policy.type === 'expression') return 'unknown';
  const document = policyOf(policy);
  const statements = items(get(document, 'Statement'));
  const open = statements.filter((statement) => isForAnybody(statement));
  if (open.length === 0) return undefined;
  if (
    statements.some((statement) => textAt(statement, 'Effect') === 'Deny' && deniesAll(statement))
  )
    return undefined;
  return open.some((statement) => actions(statement).some((action) => WRITES.test(action)))
    ? 'read-write'
    : 'read';
}

/** Written out as JSON in a string, or by `jsonencode`. */
export function policyOf(policy: Value | undefined): Value | undefined {
  return policy?.kind === 'scalar' ? parsed(policy.text) : policy;
}

function parsed(words: string): Value | undefined {
  try {
    return readJson(new Source('', words));
  } catch {
    return undefined;
  }
}

function isForAnybody(statement: Value): boolean {
  if (textAt(statement, 'Effect') !== 'Allow') return false;
  const principal = get(statement, 'Principal');
  const names =
    principal?.kind === 'map'
      ? entries(principal).flatMap(([, entry]) => items(entry.value))
      : items(principal);
  const isAnybody =
    get(statement, 'NotPrincipal') !== undefined || names.some((name) => text(name) === '*');
  return isAnybody && !isRestricted(get(statement, 'Condition'));
}

function isRestricted(condition: Value | undefined): boolean {
  return entries(condition).some(([operator, { value }]) => {
    // Without the key these let everybody through.
    if (/^(?:not|null)|ifexists$|^forallvalues/i.test(operator) || /not/i.test(operator))
      return false;
    return entries(value).some(
      ([key, entry]) =>
        RESTRICTS.test(key.toLowerCase()) &&
        items(entry.value).every((each) => isFixed(key.toLowerCase(), text(each) ?? '')),
    );
  });
}

function isFixed(key: string, words: string): boolean {
  if (key === 'lambda:functionurlauthtype') return words !== 'NONE';
  if (key !== 'aws:sourceip') return !/[*?]|\$\{/.test(words);
  const range = rangeOf(words);
  return range !== undefined && range.bits >= (range.address.includes(':') ? WIDEST_V6 : WIDEST_V4);
}

function deniesAll(statement: Value): boolean {
  const isAll =
    textAt(statement, 'Principal') === '*' || textAt(statement, 'Principal', 'AWS') === '*';
  return (
    isAll &&
    get(statement, 'Condition') === undefined &&
    actions(statement).some((action) => /^(?:\*|\w+:\*)$/.test(action))
  );
}

function actions(statement: Value): string[] {
  return [...items(get(statement, 'Action')), ...items(get(statement, 'NotAction'))].map(
    (action) => text(action) ?? '',
  );
}
