import 'reflect-metadata';
import { TOPICS, VIEW_FACTS } from '@stoa/contracts';
import { openEventStore } from '@stoa/event-store';
import { KafkaEventStream } from '@stoa/event-stream';
import { kafkaConnection, runMain } from '@stoa/service';
import { options } from './config.ts';
import { serveViewAnalytics } from './serve.ts';

runMain('view-analytics', options, { args: process.argv.slice(2), environment: process.env }, async (config, log, metrics) =>
  serveViewAnalytics(config, log, {
    metrics,
    store: openEventStore(config.eventStore),
    stream: new KafkaEventStream({
      ...kafkaConnection(config),
      replication: config.kafkaReplication,
      topics: { [VIEW_FACTS]: TOPICS[VIEW_FACTS]! },
      clientId: 'stoa-view-analytics',
      log,
    }),
  }),
);
