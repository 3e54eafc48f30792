import 'reflect-metadata';
import { openEventStore } from '@stoa/event-store';
import { KafkaEventStream } from '@stoa/event-stream';
import { kafkaConnection, runMain } from '@stoa/service';
import { options } from './config.ts';
import { openDistributedReadSide } from './open-read-side.ts';
import { serveGateway } from './serve.ts';

runMain('gateway', options, { args: process.argv.slice(2), environment: process.env }, async (config, log, metrics) => {
  const stream = new KafkaEventStream({ ...kafkaConnection(config), clientId: 'stoa-gateway', log });
  // Readiness does not depend on Kafka, and the first view may be long in coming.
  void stream.health().then((reason) => reason !== null && log.warn({ reason }, 'views cannot be kept'));
  const readSide = await openDistributedReadSide(config, log);
  return serveGateway(config, log, readSide, stream, openEventStore(config.eventStore), metrics);
});
