import { ask } from './dial.ts';
import { type Product, LAB_PASSWORD } from './product.ts';

/** A bind without a name and without a password. */
const ANONYMOUS_BIND = Buffer.from('300c020101600702010304008000', 'hex');
const RESULT_OFFSET = 9;
const SUCCESS = 0;
const INAPPROPRIATE_AUTHENTICATION = 48;

const ENTRIES = `dn: dc=lab,dc=example
objectClass: dcObject
objectClass: organization
o: Lab
dc: lab

dn: cn=A Person,dc=lab,dc=example
objectClass: person
cn: A Person
sn: Person
telephoneNumber: +44 7700 900001
`;

export const slapd: Product = {
  id: 'slapd',
  ports: { ldap: 389 },
  states: ['open', 'password'],
  needs: ['slapd', 'slapadd'],
  async launch(site) {
    const isOpen = site.state === 'open';
    await site.makeFolder('data');
    const configuration = `include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${site.folder}/pid
${isOpen ? '' : 'disallow bind_anon\nrequire authc\n'}database mdb
suffix "dc=lab,dc=example"
rootdn "cn=admin,dc=lab,dc=example"
rootpw ${LAB_PASSWORD}
directory ${site.folder}/data
`;
    const path = await site.write('slapd.conf', configuration);
    const entries = await site.write('entries.ldif', ENTRIES);
    await site.run(['slapadd', '-f', path, '-l', entries]);
    return {
      // A level of 0 for debugging keeps it in the foreground.
      argv: ['slapd', '-d', '0', '-h', `ldap://${site.address}:${site.port('ldap')}`, '-f', path],
      async ready() {
        const answer = await ask(site.dial('ldap'), ANONYMOUS_BIND, (sofar) => sofar.length >= 10);
        return answer[RESULT_OFFSET] === (isOpen ? SUCCESS : INAPPROPRIATE_AUTHENTICATION);
      },
    };
  },
};
