/** The topics of a Kafka cluster with their partitions. No message is fetched, and no offset is asked for. */
import type { Dialogue } from '../../protocols/line.ts';
import {
  encodeKafka,
  kafkaVersion,
  parseKafkaApis,
  parseKafkaMetadata,
} from '../../protocols/kafka.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { clientId, kafka } from './header.ts';

const declares = { id: 'kafka inventory', sends: kafka.lists ?? [] };

export async function takeKafkaInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const { into, budget } = task;
  const dialogue = all.speaking(declares);
  const line = await dialogue.open({ tls: task.tls });
  try {
    const id = clientId(dialogue);
    const asked = encodeKafka(id, [{ kind: 'apiVersions' }]);
    const { apis } = await line.ask('kafka', asked, parseKafkaApis);
    const version = kafkaVersion('metadata', apis);
    if (version === undefined) return into.missed(MISSED.refused);
    line.send('kafka', encodeKafka(id, [{ kind: 'metadata', version, topic: undefined }], 1));
    const { topics, topicCount } = await line.read(parseKafkaMetadata(1, version));
    into.listed();
    const own = topics.filter(({ isInternal, name }) => !isInternal && !name.startsWith('__'));
    for (const { name, partitions } of own) {
      if (into.isFull) break;
      const fields = [{ name: 'partitions', type: String(partitions) }];
      into.add({ kind: 'topic', name, fields });
    }
    const left = own.length - budget.items + Math.max(0, topicCount - topics.length);
    if (left > 0) into.missed(`${left} more topics were not listed.`);
    if (budget.samples) into.missed('Messages are not fetched.');
  } finally {
    line.close();
  }
}
