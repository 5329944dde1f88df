/** What stands between the page and a provider of OpenID Connect. */

/** Why nobody came in, for the log; it holds nothing that the provider sent. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  /** Nobody answered, which is no judgement on whoever wants in. */
  readonly isUnreachable: boolean;

  constructor(why: string, isUnreachable = false) {
    super(why);
    this.isUnreachable = isUnreachable;
  }
}

/** One sign-in under way: what its answer has to fit. It stays in memory. */
export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  /** Of https://www.rfc-editor.org/rfc/rfc7636 */
  readonly verifier: string;
}

/** What the provider says of somebody; all but the two names are as hostile as anything from the wire. */
export interface SignedInElsewhere {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface SignInProvider {
  /** Where the browser goes. */
  begin: (redirect: string) => Promise<{ url: string; checks: SignInChecks }>;
  /** `answer`: where the browser came back to, whole. Rejects with a `SignInError`. */
  finish: (answer: URL, checks: SignInChecks) => Promise<SignedInElsewhere>;
}
