import { anonymousAccess } from './anonymous-access.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateNameMismatch } from './certificate-name-mismatch.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';
import { defaultPassword } from './default-password.ts';
import { endOfLifeRule } from './end-of-life.ts';
import { managementPortExposed } from './management-port-exposed.ts';
import { passwordlessAccount } from './passwordless-account.ts';
import { plaintextTransport } from './plaintext-transport.ts';
import type { Rule } from './rule.ts';
import { segregationGap } from './segregation-gap.ts';
import { unclaimedSetup } from './unclaimed-setup.ts';
import { weakAuthenticationMethod } from './weak-authentication-method.ts';

/** All rules, the gravest first. */
export const rules: readonly Rule[] = [
  anonymousAccess,
  passwordlessAccount,
  defaultPassword,
  unclaimedSetup,
  managementPortExposed,
  plaintextTransport,
  weakAuthenticationMethod,
  certificateExpired,
  certificateNotYetValid,
  certificateNameMismatch,
  segregationGap,
  endOfLifeRule,
];
