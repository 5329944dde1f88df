/** Exit codes, as the contract has them. */
export const EXIT = {
  clean: 0,
  findings: 1,
  usage: 2,
  couldNotLook: 3,
  interrupted: 130,
} as const;
