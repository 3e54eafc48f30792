import 'reflect-metadata';
import { openEventStore } from '@stoa/event-store';
import { KafkaEventStream } from '@stoa/event-stream';
import { runMain } from '@stoa/service';
import { options } from './config.ts';
import { serveViewAnalytics } from './serve.ts';

runMain('view-analytics', options, { args: process.argv.slice(2), environment: process.env }, async (config, log, metrics) =>
  serveViewAnalytics(config, log, {
    metrics,
    store: openEventStore(config.eventStore),
    stream: new KafkaEventStream({
      brokers: config.kafka,
      replication: config.kafkaReplication,
      clientId: 'stoa-view-analytics',
      log,
    }),
  }),
);
