import { ruleCases } from '../../test/rule-cases.ts';
import { writableAuditCredential } from './writable-audit-credential.ts';

ruleCases(writableAuditCredential, {
  fail: { 'an account that may write': { credential: { outcome: 'used', canWrite: true } } },
  pass: { 'one that may not': { credential: { outcome: 'used', canWrite: false } } },
  'not-applicable': {
    'no credential': {},
    'one that was withheld': { credential: { outcome: 'withheld', canWrite: null } },
    'one that was refused': { credential: { outcome: 'refused', canWrite: null } },
  },
  unknown: { 'a server that does not tell': { credential: { outcome: 'used', canWrite: null } } },
});
