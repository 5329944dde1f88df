import { expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { listenTns, tnsPacket, tnsRefusal } from '../../test/fakes/oracle.ts';

const PORT = 1521;
const RESEND = 11;
const NO_SERVICE = tnsRefusal('(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=12514))');
const NOT_HERE = tnsRefusal('(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=1189))');
const ACCEPT = tnsPacket(2, '\u0001\u003a');

interface Listener {
  readonly version: readonly Buffer[];
  readonly status: readonly Buffer[];
  readonly service: readonly Buffer[];
}

/** On the port that Oracle's listener has: nothing else would lead to the question. */
function listener({ version, status, service }: Listener, address: string) {
  let asked = version;
  return listenTns(
    (description) => {
      // RESEND first, where it has that; what it is asked again gets the next answer.
      if (description.includes('COMMAND=VERSION')) {
        const [first, ...rest] = asked;
        if (first?.[4] === RESEND) asked = rest;
        return first?.[4] === RESEND ? [first] : asked;
      }
      return description.includes('COMMAND=STATUS') ? status : service;
    },
    { address, port: PORT },
  );
}

it.each([
  {
    name: 'of 19c refuses commands of other machines',
    address: '127.91.0.1',
    answers: { version: [NOT_HERE], status: [NOT_HERE], service: [NO_SERVICE] },
    expected: { access: 'protected', version: '19.0', grants: null },
  },
  {
    name: 'of 9i answers them',
    address: '127.91.0.2',
    answers: {
      version: [ACCEPT, tnsPacket(6, '\0\0TNSLSNR for Linux: Version 9.2.0.8.0 - Production')],
      status: [ACCEPT, tnsPacket(6, '\0\0(ALIAS=LISTENER)(SERVICE=(NAME=canary))')],
      service: [tnsRefusal('(DESCRIPTION=(ERR=12505))')],
    },
    expected: { access: 'partial', version: '9.2.0.8.0', grants: 'metadata' },
  },
  {
    name: 'wants the packet once more',
    address: '127.91.0.3',
    answers: {
      version: [tnsPacket(RESEND, ''), NOT_HERE],
      status: [NOT_HERE],
      service: [NO_SERVICE],
    },
    expected: { access: 'protected', version: '19.0' },
  },
  {
    name: 'takes any service',
    address: '127.91.0.4',
    answers: { version: [NOT_HERE], status: [NOT_HERE], service: [ACCEPT] },
    expected: { access: 'decoy', grants: null },
  },
])('a listener that $name', async ({ address, answers, expected }) => {
  await using fake = await listener(answers, address);
  const seen = await ask({ ...fake, limits: { answer: 500 } });
  expect(seen).toMatchObject({ protocol: 'tns', undeclared: 0, ...expected });
  expect(seen.connections).toBeLessThanOrEqual(3);
  expect(JSON.stringify(seen)).not.toContain('canary');
});
