/** The conversation with a Kafka broker. */
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import {
  encodeKafka,
  kafkaVersion,
  parseKafkaAcls,
  parseKafkaApis,
  parseKafkaMechanisms,
  parseKafkaMetadata,
  type KafkaApis,
  type KafkaMechanisms,
  type KafkaQuestion,
} from '../../protocols/kafka.ts';
import { look, type Look, type Opening } from '../service.ts';
import { clientId } from './header.ts';
import { judgeHungUp } from './refusal.ts';
import { judge, type Answers } from './verdict.ts';

export async function lookAtKafka(dialogue: Dialogue, { line }: Opening): Promise<Look> {
  const { apis } = await line.read(parseKafkaApis);
  const version = kafkaVersion('metadata', apis);
  const plaintext = line.encrypted ? null : true;
  if (version === undefined)
    return look({
      protocol: 'kafka',
      product: 'kafka',
      plaintext,
      access: 'identified',
      reason: 'It answers ApiVersions, and no version of Metadata that we speak.',
    });
  const answers = await converse(dialogue, line, { version, apis });
  if (answers) return judge(answers, plaintext);
  line.close();
  return judgeHungUp(await mechanisms(dialogue, line.encrypted, apis), plaintext);
}

interface Versions {
  readonly version: number;
  readonly apis: KafkaApis['apis'];
}

/** `undefined` where it hung up on what needs a log-in. */
async function converse(
  dialogue: Dialogue,
  line: Line,
  { version, apis }: Versions,
): Promise<Answers | undefined> {
  const aclVersion = kafkaVersion('describeAcls', apis);
  const forNobody = { principal: dialogue.nonce(), topic: `${dialogue.nonce()}:` };
  const questions: readonly KafkaQuestion[] = [
    ...(aclVersion === undefined
      ? []
      : [{ kind: 'describeAcls', version: aclVersion, principal: forNobody.principal } as const]),
    { kind: 'metadata', version, topic: forNobody.topic },
    // Last, because of a long answer only the beginning is read.
    { kind: 'metadata', version, topic: undefined },
  ];
  line.send('kafka', encodeKafka(clientId(dialogue), questions, 1));
  try {
    const acls = aclVersion === undefined ? undefined : await line.read(parseKafkaAcls(1));
    const last = questions.length;
    const control = await line.read(parseKafkaMetadata(last - 1, version));
    return { acls, control, all: await line.read(parseKafkaMetadata(last, version)) };
  } catch (error) {
    if (error instanceof WireError && (error.fault === 'closed' || error.fault === 'reset'))
      return undefined;
    throw error;
  }
}

/** `undefined` where the handshake is not answered either. */
async function mechanisms(
  dialogue: Dialogue,
  encrypted: boolean,
  apis: KafkaApis['apis'],
): Promise<KafkaMechanisms | undefined> {
  const version = kafkaVersion('saslHandshake', apis);
  if (version === undefined) return undefined;
  const line = await dialogue.open({ tls: encrypted });
  const question = { kind: 'saslHandshake', version, mechanism: dialogue.nonce() } as const;
  line.send('kafka', encodeKafka(clientId(dialogue), [question]));
  try {
    return await line.read(parseKafkaMechanisms);
  } catch (error) {
    if (error instanceof WireError && error.fault !== 'timed-out') return undefined;
    throw error;
  } finally {
    line.close();
  }
}
