/** Codes of errors, as https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html has them. Pure. */
import type { HttpPage } from '../families/http-talk.ts';

/** Refusals that are not 403; rclone says the last. */
const REFUSALS = new Set([
  'AccessDenied',
  'AllAccessDisabled',
  'AccountProblem',
  'MissingSecurityHeader',
  'UnsupportedAlgorithm',
]);
const REDIRECTS = new Set([
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
]);

export function isRefusal(code: string | undefined): boolean {
  return code !== undefined && REFUSALS.has(code);
}

export function isElsewhere({ status }: HttpPage, code: string | undefined): boolean {
  return (code !== undefined && REDIRECTS.has(code)) || (status >= 300 && status < 400);
}

/** Codes of the documentation only: what else stands there is a server's own text. */
export function knownCode(code: string | undefined): string {
  const isKnown =
    code !== undefined && (code === 'NoSuchBucket' || REFUSALS.has(code) || REDIRECTS.has(code));
  return isKnown ? `, ${code}` : '';
}
