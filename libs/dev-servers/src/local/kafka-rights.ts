import kafkajs from 'kafkajs';
import { kafkajsAccess } from '../probes.ts';
import type { KafkaAccess } from '../server.ts';

/** What an account may do; to read or to write a topic is to describe it, too. */
export interface KafkaRights {
  readonly topics: readonly string[];
  readonly operations: readonly ('READ' | 'WRITE' | 'CREATE')[];
  /** The consumer group as which it reads. */
  readonly group?: string;
}

const RELAYED = ['stoa.qa.v1', 'stoa.mentors.v1', 'stoa.view-batches.v1'];
const FACTS = ['stoa.view-facts.v1'];

/** What each process of ours needs of a Kafka that has its topics, as docs/guides/run-it-distributed.md has it. */
export const KAFKA_RIGHTS = {
  gateway: { topics: FACTS, operations: ['WRITE'] },
  'view-analytics': { topics: FACTS, operations: ['READ', 'WRITE'], group: 'stoa.view-analytics' },
  relay: { topics: RELAYED, operations: ['WRITE'] },
  projectors: { topics: RELAYED, operations: ['READ'], group: 'stoa-projectors' },
} as const satisfies Record<string, KafkaRights>;

/** Processes that create the topics they use, where they may. */
const CREATE_THEIRS = ['view-analytics', 'relay', 'projectors'];

/** The same for a Kafka without topics. */
export const rightsToBegin = (process: keyof typeof KAFKA_RIGHTS): KafkaRights => {
  const rights: KafkaRights = KAFKA_RIGHTS[process];
  return CREATE_THEIRS.includes(process) ? { ...rights, operations: [...rights.operations, 'CREATE'] } : rights;
};

/** Gives rights to accounts, as an admin. Idempotent. */
export async function grant(brokers: string, admin: KafkaAccess, rights: ReadonlyMap<string, KafkaRights>): Promise<void> {
  const client = new kafkajs.Kafka({
    brokers: brokers.split(','),
    ...kafkajsAccess(admin),
    logLevel: kafkajs.logLevel.NOTHING,
  }).admin();
  await client.connect();
  try {
    const acl = [...rights].flatMap(([account, { topics, operations, group }]) => [
      ...topics.flatMap((topic) => operations.map((operation) => allowed(account, 'TOPIC', topic, operation))),
      ...(group === undefined ? [] : [allowed(account, 'GROUP', group, 'READ')]),
    ]);
    await client.createAcls({ acl });
  } finally {
    await client.disconnect();
  }
}

const allowed = (
  account: string,
  resource: 'TOPIC' | 'GROUP',
  resourceName: string,
  operation: KafkaRights['operations'][number],
) => ({
  resourceType: kafkajs.AclResourceTypes[resource],
  resourceName,
  resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
  principal: `User:${account}`,
  host: '*',
  operation: kafkajs.AclOperationTypes[operation],
  permissionType: kafkajs.AclPermissionTypes.ALLOW,
});
