/** AMQP: silent until asked, and whoever asks in another protocol is told the version that it would take. */
import { tryAmqpAccounts } from '../amqp/accounts.ts';
import { amqp as header, askHeader } from '../amqp/header.ts';
import { takeAmqpInventory } from '../amqp/inventory.ts';
import { encodeAmqpHeader } from '../../protocols/amqp.ts';
import { lookAtAmqp } from '../amqp/look.ts';
import { lookInClear } from '../in-clear.ts';
import type { Family } from '../service.ts';

/** Connection.Start on channel 0. */
const START = Buffer.from('010000', 'hex');
const CONNECTION_START = Buffer.from('000a000a', 'hex');
const METHOD_AT = 7;
const MAGIC = Buffer.from('AMQP');
/** Behind the magic: the protocol (SASL is 3), and its version; no part of a version is higher. */
const HIGHEST = [3, 9, 9, 1] as const;

export const amqp: Family = {
  id: 'amqp',
  sends: header.sends,
  opening: { name: 'amqp', ask: askHeader },
  recognises: (answer, question) =>
    isStart(answer) || (isHeader(answer) && !(question === 'amqp' && isOurs(answer))),
  look: (dialogue, opening) => lookInClear(amqp, { dialogue, opening }, lookAtAmqp),
  accounts: tryAmqpAccounts,
  inventory: takeAmqpInventory,
  logsIn: true,
};

function isHeader(answer: Buffer): boolean {
  const version = answer.subarray(MAGIC.length);
  return (
    answer.subarray(0, MAGIC.length).equals(MAGIC) &&
    HIGHEST.every((highest, index) => (version[index] ?? highest + 1) <= highest)
  );
}

/** A broker that takes the version begins; whoever sends the same header back only echoes. */
function isOurs(answer: Buffer): boolean {
  const ours = encodeAmqpHeader();
  return answer.subarray(0, ours.length).equals(ours);
}

function isStart(answer: Buffer): boolean {
  return (
    answer.subarray(0, START.length).equals(START) &&
    answer.subarray(METHOD_AT, METHOD_AT + CONNECTION_START.length).equals(CONNECTION_START)
  );
}
