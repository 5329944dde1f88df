/** Result codes: https://www.rfc-editor.org/rfc/rfc4511#appendix-A.1 */
export const CODE = {
  success: 0,
  operationsError: 1,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  confidentialityRequired: 13,
  noSuchObject: 32,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
} as const;

/** Active Directory says 1 to whoever did not bind; the others are said by their names. */
export const WANTS_CREDENTIALS: ReadonlySet<number> = new Set([
  CODE.operationsError,
  CODE.strongerAuthRequired,
  CODE.inappropriateAuthentication,
  CODE.invalidCredentials,
  CODE.insufficientAccessRights,
  CODE.unwillingToPerform,
]);
