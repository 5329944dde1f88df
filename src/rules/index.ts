import { adminPage } from './admin-page.ts';
import { anonymousAccess } from './anonymous-access.ts';
import { apiAnswersStranger } from './api-answers-stranger.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateNameMismatch } from './certificate-name-mismatch.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';
import { debugPage } from './debug-page.ts';
import { dataPolicy } from './data-policy.ts';
import { defaultPassword } from './default-password.ts';
import { endOfLifeRule } from './end-of-life.ts';
import { exposedFile } from './exposed-file.ts';
import { graphqlIntrospection } from './graphql-introspection.ts';
import { managementPortExposed } from './management-port-exposed.ts';
import { passwordlessAccount } from './passwordless-account.ts';
import { plaintextTransport } from './plaintext-transport.ts';
import { publicNetworkPath } from './public-network-path.ts';
import type { Rule } from './rule.ts';
import { segregationGap } from './segregation-gap.ts';
import { unclaimedSetup } from './unclaimed-setup.ts';
import { writableAuditCredential } from './writable-audit-credential.ts';
import { weakAuthenticationMethod } from './weak-authentication-method.ts';

/** All rules, the gravest first. */
export const rules: readonly Rule[] = [
  anonymousAccess,
  passwordlessAccount,
  defaultPassword,
  unclaimedSetup,
  apiAnswersStranger,
  exposedFile,
  debugPage,
  adminPage,
  dataPolicy,
  publicNetworkPath,
  managementPortExposed,
  plaintextTransport,
  weakAuthenticationMethod,
  certificateExpired,
  certificateNotYetValid,
  certificateNameMismatch,
  graphqlIntrospection,
  segregationGap,
  writableAuditCredential,
  endOfLifeRule,
];
