/** The operator's mistake: printed as one line with the place and the mend, exit code 2, before anything is sent. */
export class UsageError extends Error {
  override name = 'UsageError';
}
