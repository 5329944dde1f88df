import { ask, secure } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD } from './product.ts';

/** A bind without a name and without a password. */
const ANONYMOUS_BIND = Buffer.from('300c020101600702010304008000', 'hex');
const RESULT_OFFSET = 9;
const SUCCESS = 0;
const CONFIDENTIALITY_REQUIRED = 13;
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

/** Beyond the result code of the anonymous bind: what a state adds to the configuration, in front of the database. */
interface Setting {
  readonly before?: string;
  readonly after?: string;
  readonly code: number;
}

async function settingFor(site: Site): Promise<Setting> {
  switch (site.state) {
    case 'password':
      return { before: 'disallow bind_anon\nrequire authc\n', code: INAPPROPRIATE_AUTHENTICATION };
    case 'unbound':
      return { before: 'disallow bind_anon\n', code: INAPPROPRIATE_AUTHENTICATION };
    case 'acl':
      return { after: 'access to * by users read by anonymous auth\n', code: SUCCESS };
    case 'hidden':
      return { after: 'access to * by * none\n', code: SUCCESS };
    case 'tls':
    case 'tls-password':
    case 'ldaps': {
      const { cert, key } = await site.certificate('good');
      const files = `TLSCertificateFile ${cert}\nTLSCertificateKeyFile ${key}\n`;
      if (site.state === 'tls-password')
        return {
          before: `${files}security tls=128\ndisallow bind_anon\nrequire authc\n`,
          code: INAPPROPRIATE_AUTHENTICATION,
        };
      return site.state === 'ldaps'
        ? { before: files, code: SUCCESS }
        : { before: `${files}security tls=128\n`, code: CONFIDENTIALITY_REQUIRED };
    }
    default:
      return { code: SUCCESS };
  }
}

/** `unbound` refuses the anonymous bind, and answers whoever does not bind: a mistake that is easily made. */
export const slapd: Product = {
  id: 'slapd',
  ports: { ldap: 389 },
  portsIn: { ldaps: { ldaps: 636 } },
  states: ['open', 'password', 'unbound', 'acl', 'hidden', 'tls', 'tls-password', 'ldaps'],
  needs: ['slapd', 'slapadd'],
  async launch(site) {
    await site.makeFolder('data');
    const { before = '', after = '', code } = await settingFor(site);
    const configuration = `include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${site.folder}/pid
${before}database mdb
suffix "dc=lab,dc=example"
rootdn "cn=admin,dc=lab,dc=example"
rootpw ${LAB_PASSWORD}
directory ${site.folder}/data
${after}`;
    const path = await site.write('slapd.conf', configuration);
    const entries = await site.write('entries.ldif', ENTRIES);
    await site.run(['slapadd', '-f', path, '-l', entries]);
    const scheme = site.state === 'ldaps' ? 'ldaps' : 'ldap';
    return {
      // A level of 0 for debugging keeps it in the foreground.
      argv: [
        'slapd',
        '-d',
        '0',
        '-h',
        `${scheme}://${site.address}:${site.port(scheme)}`,
        '-f',
        path,
      ],
      async ready() {
        const plain = site.dial(scheme);
        const connection = scheme === 'ldaps' ? secure(plain) : plain;
        const answer = await ask(connection, ANONYMOUS_BIND, (sofar) => sofar.length >= 10);
        return answer[RESULT_OFFSET] === code;
      },
    };
  },
};
