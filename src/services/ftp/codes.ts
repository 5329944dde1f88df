/** Reply codes: https://www.rfc-editor.org/rfc/rfc959#section-4.2.2 and https://www.rfc-editor.org/rfc/rfc2228#section-5 */
export const CODE = {
  features: 211,
  ready: 220,
  loggedIn: 230,
  loggedInSecurely: 232,
  proceed: 234,
  wantsPassword: 331,
  wantsAccount: 332,
  notLoggedIn: 530,
} as const;
