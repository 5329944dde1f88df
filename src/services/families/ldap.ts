/** LDAP: it stays silent until it is asked, and an anonymous bind is a question like any other. */
import { ProtocolError } from '../../protocols/codec.ts';
import { encodeLdap, parseLdap } from '../../protocols/ldap.ts';
import { lookInClear } from '../in-clear.ts';
import { ldap as header } from '../ldap/header.ts';
import { takeLdapInventory } from '../ldap/inventory.ts';
import { lookAtLdap } from '../ldap/look.ts';
import type { Family } from '../service.ts';

export const ldap: Family = {
  id: 'ldap',
  sends: header.sends,
  opening: {
    name: 'ldap',
    ask: (_dialogue, line) => line.send('ldap', encodeLdap(1, { kind: 'bind' })),
  },
  recognises(answer, question) {
    if (question !== 'ldap') return false;
    try {
      return parseLdap(answer, false)?.value.kind === 'bind';
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  },
  inventory: takeLdapInventory,
  logsIn: true,
  // StartTLS on a line in clear is no TLS-only port.
  look: (dialogue, opening) =>
    opening.line.encrypted
      ? lookInClear(ldap, { dialogue, opening }, lookAtLdap)
      : lookAtLdap(dialogue, opening),
};
