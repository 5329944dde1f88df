/**
 * RabbitMQ, by AMQP 0-9-1; brokers of AMQP 1.0 answer with its header, and are told apart by what they say of
 * themselves. Each asks every client to log in: only where ANONYMOUS is among the mechanisms does a client without
 * an account get further. In 0-9-1 the proof is then an exchange that every virtual host has, asked for passively.
 * https://www.rabbitmq.com/docs/access-control
 */
import type { Dialogue, Line } from '../../protocols/line.ts';
import { encodeAmqpHeader } from '../../protocols/amqp.ts';
import type { ServiceHeader } from '../service.ts';

/** Every virtual host has it, from the specification on: section 3.1.3.1. */
export const EXCHANGE = 'amq.direct';

export const amqp: ServiceHeader = {
  id: 'rabbitmq',
  title: 'RabbitMQ and other AMQP brokers',
  family: 'amqp',
  sends: [
    'AMQP 0-9-1',
    'Connection.StartOk ANONYMOUS',
    'Connection.StartOk PLAIN {user}',
    'Connection.TuneOk',
    'Connection.Open /',
    'Channel.Open',
    `Exchange.Declare passive ${EXCHANGE}`,
    'Exchange.Declare passive {nonce}',
    'Connection.Close',
    'AMQP 1.0 SASL',
    'sasl-init ANONYMOUS',
    'sasl-init {nonce}',
    'AMQP 1.0',
    'open',
  ],
  lists: [
    'AMQP 0-9-1',
    'Connection.StartOk PLAIN {account}',
    'Connection.TuneOk',
    'Connection.Open /',
    'Channel.Open',
    `Exchange.Declare passive ${EXCHANGE}`,
    'Exchange.Declare passive {nonce}',
    'Connection.Close',
  ],
  verdicts: ['open', 'protected', 'default-password', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified:
    'RabbitMQ 3.10.8, real server: default account, other account, TLS; ActiveMQ 5.18.3 (AMQP 1.0), real server; ANONYMOUS in 0-9-1 from its documentation',
};

export function askHeader(_dialogue: Dialogue, line: Line): void {
  line.send('amqp', encodeAmqpHeader());
}
