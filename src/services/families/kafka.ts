/** Kafka: nobody speaks before the client, and ApiVersions is answered on every listener. */
import { startsKafkaAnswer } from '../../protocols/kafka.ts';
import { lookInClear } from '../in-clear.ts';
import { askApiVersions, kafka as header } from '../kafka/header.ts';
import { takeKafkaInventory } from '../kafka/inventory.ts';
import { lookAtKafka } from '../kafka/look.ts';
import type { Family } from '../service.ts';

export const kafka: Family = {
  id: 'kafka',
  sends: header.sends,
  opening: { name: 'kafka', ask: askApiVersions },
  recognises: (answer, question) => question === 'kafka' && startsKafkaAnswer(answer),
  inventory: takeKafkaInventory,
  logsIn: true,
  look: (dialogue, opening) => lookInClear(kafka, { dialogue, opening }, lookAtKafka),
};
