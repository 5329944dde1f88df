import { ask, secure } from './dial.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';

/** MQTT 3.1.1, a clean session, no client id, no account. */
const CONNECT = Buffer.from('100c00044d5154540402003c0000', 'hex');
const ACCEPTED = '20020000';
const NOT_AUTHORISED = '20020005';

/** Settings are lines of its configuration. `acl` lets anybody in, and to one branch of topics only. */
export const mosquitto: Product = {
  id: 'mosquitto',
  ports: { mqtt: 1883 },
  portsIn: { tls: { mqtt: 8883 } },
  states: ['open', 'password', 'acl', 'tls'],
  needs: ['mosquitto', 'mosquitto_passwd'],
  async launch(site) {
    const { state } = site;
    const accounts = `${site.folder}/accounts`;
    if (state === 'password') {
      await site.run(['mosquitto_passwd', '-b', '-c', accounts, LAB_USER, LAB_PASSWORD]);
    }
    const { cert, key } = await site.certificate('good');
    const own: Readonly<Record<string, readonly string[]>> = {
      password: ['allow_anonymous false', `password_file ${accounts}`],
      acl: ['allow_anonymous true', `acl_file ${await site.write('acl', 'topic read public/#\n')}`],
      tls: ['allow_anonymous true', `certfile ${cert}`, `keyfile ${key}`],
    };
    const lines = [
      `listener ${site.port('mqtt')} ${site.address}`,
      ...(own[state] ?? ['allow_anonymous true']),
      ...Object.entries(site.settings).map(([name, value]) => `${name} ${value}`),
    ];
    const path = await site.write('mosquitto.conf', `${lines.join('\n')}\n`);
    return {
      argv: ['mosquitto', '-c', path],
      async ready() {
        const plain = site.dial('mqtt');
        const connection = state === 'tls' ? secure(plain) : plain;
        const answer = await ask(connection, CONNECT, (sofar) => sofar.length >= 4);
        return answer.toString('hex') === (state === 'password' ? NOT_AUTHORISED : ACCEPTED);
      },
    };
  },
};
