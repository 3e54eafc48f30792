import { describeWith } from '@stoa/dev-servers';
import { KafkaEventStream } from './index.ts';
import { eventStreamContract } from './testing/contract-suite.ts';
import { silent } from './testing/silent.ts';

await describeWith('with a Kafka broker', ['kafka'], (servers) => {
  eventStreamContract('the stream on Kafka', () => (topics) => {
    const brokers = servers.kafka.brokers.split(',');
    return new KafkaEventStream({ brokers, clientId: 'contract', log: silent, topics });
  });
});
