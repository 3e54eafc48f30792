export * from './in-process/in-process-broker.ts';
export * from './in-process/in-process-event-stream.ts';
export * from './kafka/kafka-event-stream.ts';
export * from './relayed-codec.ts';
