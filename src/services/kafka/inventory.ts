/** The topics of a Kafka cluster with their partitions. No message is fetched, and no offset is asked for. */
import type { Dialogue } from '../../protocols/line.ts';
import { KAFKA_RIGHT } from '../../protocols/kafka-numbers.ts';
import {
  encodeKafka,
  kafkaVersion,
  parseKafkaApis,
  parseKafkaMetadata,
  type KafkaMetadata,
} from '../../protocols/kafka.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { clientId, kafka } from './header.ts';
import { openAs, takesPassword } from './log-in.ts';

const declares = { id: 'kafka inventory', sends: kafka.lists ?? [] };

export async function takeKafkaInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const { into, budget, logIn } = task;
  if (logIn && !takesPassword(task)) return;
  const dialogue = all.speaking(declares);
  const line = logIn ? await openAs(dialogue, logIn, task) : await dialogue.open({ tls: task.tls });
  if (!line) return into.missed(MISSED.refused);
  try {
    const id = clientId(dialogue);
    const asked = encodeKafka(id, [{ kind: 'apiVersions' }]);
    const { apis } = await line.ask('kafka', asked, parseKafkaApis);
    const version = kafkaVersion('metadata', apis);
    if (version === undefined) return into.missed(MISSED.refused);
    line.send('kafka', encodeKafka(id, [{ kind: 'metadata', version, topic: undefined }], 1));
    const listed = await line.read(parseKafkaMetadata(1, version));
    const { topics, topicCount } = listed;
    into.listed();
    task.canWrite(writesIn(listed));
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

const CHANGES =
  KAFKA_RIGHT.write |
  KAFKA_RIGHT.create |
  KAFKA_RIGHT.delete |
  KAFKA_RIGHT.alter |
  KAFKA_RIGHT.alterConfigs;

/** By the rights that come with Metadata 8, of the cluster and of each topic; `undefined` where none came. */
function writesIn({ topics, clusterRights }: KafkaMetadata): boolean | undefined {
  const known = [clusterRights, ...topics.map(({ rights }) => rights)].filter(
    (rights) => rights !== undefined,
  );
  return known.length === 0 ? undefined : known.some((rights) => (rights & CHANGES) !== 0);
}
