import { DependencyFailure } from '@stoa/kernel';
import type { ITopicConfig } from 'kafkajs';
import type { KafkaConnection } from './kafka-connection.ts';
import { addressOf } from './kafka-failures.ts';

/** Topics that are not there, or that this user may not see, and that it may not create: what an operator creates instead. */
export function missingTopics(missing: readonly ITopicConfig[], connection: KafkaConnection, cause: unknown): DependencyFailure {
  const user = connection.sasl ? `the user ${connection.sasl.user}` : 'this process';
  const names = missing.map(({ topic }) => topic).join(', ');
  const commands = missing.map((topic) => command(topic, addressOf(connection).replaceAll(' ', '')));
  const sentence = `Kafka at ${addressOf(connection)} has no ${names} that ${user} may see, and does not let it create topics. Create what is missing, or let it describe what is there: ${commands.join('; ')}`;
  return Object.assign(new DependencyFailure(sentence, { cause }), { code: 'missing-topics' });
}

function command({ topic, numPartitions, replicationFactor, configEntries = [] }: ITopicConfig, servers: string): string {
  const settings = configEntries.map(({ name, value }) => ` --config ${name}=${value}`).join('');
  return `kafka-topics.sh --bootstrap-server ${servers} --create --topic ${topic} --partitions ${numPartitions} --replication-factor ${replicationFactor}${settings}`;
}
