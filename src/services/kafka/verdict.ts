/** What the answers of a Kafka broker mean. */
import type { Control } from '../../model/access.ts';
import { KAFKA_ERROR, KAFKA_RIGHT } from '../../protocols/kafka-numbers.ts';
import type { KafkaMetadata } from '../../protocols/kafka.ts';
import { look, type Look } from '../service.ts';
import { wordFor } from './words.ts';

export interface Answers {
  /** The error of DescribeAcls; `undefined` where the broker does not know the question. */
  readonly acls: number | undefined;
  /** What it says of a topic that cannot exist. */
  readonly control: KafkaMetadata;
  readonly all: KafkaMetadata;
}

type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

const TELLING: readonly number[] = [
  KAFKA_ERROR.none,
  KAFKA_ERROR.clusterAuthorization,
  KAFKA_ERROR.securityDisabled,
];

export function judge(all: Answers, plaintext: boolean | null): Look {
  const isTelling = all.acls !== undefined && TELLING.includes(all.acls);
  return judgeAnswers({ ...all, acls: isTelling ? all.acls : undefined }, plaintext);
}

function judgeAnswers(answers: Answers, plaintext: boolean | null): Look {
  const facts = factsOf(answers, plaintext);
  const { control, all } = answers;
  if (control.topics.length === 0 || control.topics.some(({ error }) => error === 0))
    return look({
      ...facts,
      product: null,
      access: 'decoy',
      reason: 'It describes a topic whose name no Kafka allows.',
    });
  if (all.brokers === 0)
    return look({
      ...facts,
      access: 'unknown',
      reason: 'It names no broker of its cluster; it may be starting.',
    });
  return judgeLists(facts, answers);
}

function judgeLists(facts: Facts, { acls, all }: Answers): Look {
  const granted = grantsOf(all, acls);
  const lists = all.topicCount > 0;
  const free = acls === KAFKA_ERROR.securityDisabled || acls === KAFKA_ERROR.none;
  if (free || granted === 'read' || granted === 'read-write' || granted === 'admin')
    return look({
      ...facts,
      access: 'open',
      grants: granted,
      reason: lists
        ? 'It lists its topics to a client that never logged in, and no ACL keeps them from it.'
        : 'It has no ACL that would keep a client that never logged in from anything; it holds no topic yet.',
    });
  if (acls === undefined && lists)
    return look({
      ...facts,
      access: 'open',
      grants: 'read',
      reason: 'It lists its topics to a client that never logged in.',
    });
  if (acls === undefined)
    return look({
      ...facts,
      access: 'identified',
      reason: 'It lists brokers and no topics, and nothing else told whether an ACL hides them.',
    });
  return look({
    ...facts,
    access: 'partial',
    grants: 'metadata',
    reason: lists
      ? 'It lists topics to a client that never logged in; ACLs refuse it more than that (CLUSTER_AUTHORIZATION_FAILED).'
      : 'It names the brokers of its cluster to a client that never logged in; ACLs hide the topics (CLUSTER_AUTHORIZATION_FAILED).',
  });
}

function grantsOf({ topics, clusterRights = 0 }: KafkaMetadata, acls: number | undefined): Control {
  const isAdmin = (clusterRights & (KAFKA_RIGHT.alter | KAFKA_RIGHT.alterConfigs)) !== 0;
  if (isAdmin || acls === KAFKA_ERROR.securityDisabled) return 'admin';
  const may = (right: number): boolean => topics.some(({ rights = 0 }) => (rights & right) !== 0);
  if (may(KAFKA_RIGHT.read)) return may(KAFKA_RIGHT.write) ? 'read-write' : 'read';
  return 'metadata';
}

function factsOf({ acls, control, all }: Answers, plaintext: boolean | null): Facts {
  const { clusterId } = all;
  const [topic] = control.topics;
  const proof = [
    {
      asked: 'Metadata of all topics',
      answered: `${count(all.brokers, 'broker')}, ${count(all.topicCount, 'topic')}`,
    },
    ...(acls === undefined ? [] : [{ asked: 'DescribeAcls of nobody', answered: wordFor(acls) }]),
  ];
  return {
    // https://docs.redpanda.com/current/reference/rpk/rpk-cluster/rpk-cluster-info/
    product: clusterId?.startsWith('redpanda.') ? 'redpanda' : 'kafka',
    protocol: 'kafka',
    plaintext,
    authMethods: ['none'],
    proof,
    control: [
      {
        asked: 'Metadata of a topic that cannot exist',
        answered: topic ? wordFor(topic.error) : 'nothing',
      },
    ],
    ...(clusterId !== null && /^[\w.-]{8,60}$/.test(clusterId) && { stableId: clusterId }),
  };
}

function count(number: number, noun: string): string {
  if (number <= 0) return `no ${noun}`;
  return number === 1 ? `one ${noun}` : `several ${noun}s`;
}
