import 'reflect-metadata';
import { openEventStore } from '@stoa/event-store';
import { KafkaEventStream } from '@stoa/event-stream';
import { runMain } from '@stoa/service';
import { options } from './config.ts';
import { openDistributedReadSide } from './open-read-side.ts';
import { serveGateway } from './serve.ts';

runMain('gateway', options, { args: process.argv.slice(2), environment: process.env }, async (config, log, metrics) =>
  serveGateway(
    config,
    log,
    await openDistributedReadSide(config, log),
    new KafkaEventStream({ brokers: config.kafka, clientId: 'stoa-gateway', log }),
    openEventStore(config.eventStore),
    metrics,
  ),
);
